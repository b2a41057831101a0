using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Notifications;

/// <summary>Tells whom a bucket's configuration names what happened to its objects.</summary>
internal sealed partial class S3Events(
    ObjectStorage storage,
    IEventBus bus,
    IFunctionInvoker functions,
    IAuthorizer authorizer,
    S3Owner owner,
    LocalAwsOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<S3Events> logger)
{
    public Task CreatedAsync(S3Request request, Bucket bucket, StoredObject stored, CreationReason reason) =>
        CreatedAsync(EventOrigin.Of(request), bucket, stored, reason);

    public Task CreatedAsync(EventOrigin origin, Bucket bucket, StoredObject stored, CreationReason reason)
    {
        var name = reason switch
        {
            CreationReason.PutObject => "ObjectCreated:Put",
            CreationReason.PostObject => "ObjectCreated:Post",
            CreationReason.CopyObject => "ObjectCreated:Copy",
            _ => "ObjectCreated:CompleteMultipartUpload",
        };
        return SendAsync(bucket, new(origin, bucket.Name, stored, name, reason.ToString(), null, stored.Sequence));
    }

    /// <param name="request">The request that deleted.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="deleted">The new delete marker, or the deleted version.</param>
    /// <param name="version">The version that the request named.</param>
    public Task DeletedAsync(S3Request request, Bucket bucket, StoredObject deleted, string? version)
    {
        var isMarked = version is null && deleted.IsDeleteMarker;
        return SendAsync(bucket, new(
            EventOrigin.Of(request),
            bucket.Name,
            deleted,
            isMarked ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete",
            "DeleteObject",
            isMarked ? "Delete Marker Created" : "Permanently Deleted",
            isMarked ? deleted.Sequence : storage.NextSequence()));
    }

    private async Task SendAsync(Bucket bucket, ObjectEvent occurred)
    {
        foreach (var notification in bucket.Configuration.FunctionNotifications.Where(item => item.Matches(occurred.Name, occurred.Version.Key)))
        {
            Invoke(notification, occurred);
        }

        if (bucket.Configuration.NotifiesEventBridge)
        {
            // The object exists, whether or not the client waits for the response.
            await bus.PublishAsync(EventBridgeDetail.Create(occurred), lifetime.ApplicationStopping);
        }
    }

    private void Invoke(FunctionNotification notification, ObjectEvent occurred)
    {
        if (functions.Find(notification.FunctionArn) is not { } function)
        {
            Log.NoFunction(logger, occurred.Bucket, notification.FunctionArn);
            return;
        }

        try
        {
            var sender = new AwsCaller("s3.amazonaws.com", options.AccountId, "", AwsArns.Bucket(occurred.Bucket));
            authorizer.Authorize(sender, "lambda:InvokeFunction", function.Arn);
            var payload = FunctionEvent.Create(occurred, options.Region, owner.Id, time.GetUtcNow());
            functions.Enqueue(function, payload);
        }
        catch (AwsException reason)
        {
            Log.NotInvoked(logger, occurred.Bucket, notification.FunctionArn, reason.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.NotifiedFunctionMissing, LogLevel.Warning, "Bucket {Bucket} notifies {Function}, which the stack does not have.")]
        public static partial void NoFunction(ILogger logger, string bucket, string function);

        [LoggerMessage(EventIds.NotificationFailed, LogLevel.Warning, "Bucket {Bucket} could not notify {Function}: {Reason}")]
        public static partial void NotInvoked(ILogger logger, string bucket, string function, string reason);
    }
}
