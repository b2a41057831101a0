using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.EmptyBucket;

/// <summary>
/// Empties a bucket of a development stack before CloudFormation deletes it, because CloudFormation deletes only empty buckets. It implements the
/// custom resource <c>Custom::EmptyBucket</c>: it acts on deletions only, and responds to every request.
/// </summary>
internal sealed partial class EmptyBucketFunction(
    BucketEmptier emptier, ResponseSender sender, TimeProvider time, ILogger<EmptyBucketFunction> logger) : IFunction<JsonElement, CustomResourceResponse>
{
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(30);

    public string Trigger => "other";

    public static EmptyBucketFunction Compose(FunctionServices services) => Compose(services, BucketEmptier.MaxPageSize);

    /// <param name="services">What it is composed from.</param>
    /// <param name="pageSize">See <see cref="BucketEmptier"/>.</param>
    public static EmptyBucketFunction Compose(FunctionServices services, int pageSize) => new(
        new(services.Aws.CreateS3(AttemptTime), pageSize),
        new(
            new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }),
            services.Time,
            services.Loggers.CreateLogger<ResponseSender>()),
        services.Time,
        services.Loggers.CreateLogger<EmptyBucketFunction>());

    /// <param name="input">CloudFormation's request.</param>
    /// <param name="invocation">The work stops early enough before its end to send the response.</param>
    /// <exception cref="ArgumentException">The event is not a request with a response URL.</exception>
    /// <exception cref="HttpRequestException">The response could not be sent; Lambda retries, and then there is nothing left to delete.</exception>
    public async Task<CustomResourceResponse> HandleAsync(JsonElement input, Invocation invocation)
    {
        var request = CustomResourceRequest.Read(input);
        var response = CustomResourceResponse.To(request, await TryAsync(request, invocation).ConfigureAwait(false));
        await sender.SendAsync(request.ResponseUrl, response).ConfigureAwait(false);
        return response;
    }

    /// <returns>What went wrong; null when nothing did.</returns>
    private async Task<string?> TryAsync(CustomResourceRequest request, Invocation invocation)
    {
        if (request.BucketName is not { } bucket)
        {
            // A resource that was never created correctly can still be deleted.
            return request.Type == "Delete" ? null : "The property BucketName is missing.";
        }

        if (request.Type != "Delete")
        {
            return null;
        }

        using var limit = new CancellationTokenSource(TimeLeft(invocation), time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(invocation.Deadline, limit.Token);
        return await EmptyAsync(bucket, deadline.Token).ConfigureAwait(false);
    }

    private TimeSpan TimeLeft(Invocation invocation) => invocation.EndsAt is not { } end
        ? Timeout.InfiniteTimeSpan
        : end - time.GetUtcNow() - ResponseSender.Time is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private async Task<string?> EmptyAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            if (!await emptier.IsToBeEmptiedAsync(bucket, cancellationToken).ConfigureAwait(false))
            {
                LogLeft(bucket, BucketEmptier.Tag);
                return null;
            }

            var (versions, uploads) = await emptier.EmptyAsync(bucket, cancellationToken).ConfigureAwait(false);
            LogEmptied(bucket, versions, uploads);
            return null;
        }
        catch (AmazonS3Exception gone) when (gone.ErrorCode == "NoSuchBucket")
        {
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(bucket, "The bucket has more objects than can be deleted in one run. Delete the stack again to continue.");
        }
        catch (DeleteObjectsException refused)
        {
            var first = refused.Response.DeleteErrors[0];
            return Failed(bucket, $"{refused.Response.DeleteErrors.Count} objects cannot be deleted; the first: {first.Code}, {first.Message}");
        }
        catch (AmazonServiceException refused)
        {
            return Failed(bucket, $"{refused.ErrorCode}: {refused.Message}");
        }
#pragma warning disable CA1031 // CloudFormation waits for a response in any case.
        catch (Exception failure)
        {
            return Failed(bucket, failure.GetType().Name);
        }
#pragma warning restore CA1031
    }

    private string Failed(string bucket, string reason)
    {
        LogFailed(bucket, reason);
        return $"The bucket {bucket} could not be emptied. {reason}";
    }

    [LoggerMessage(EventIds.BucketEmptied, LogLevel.Information, "{Bucket}: deleted {Versions} versions and {Uploads} incomplete uploads")]
    private partial void LogEmptied(string bucket, int versions, int uploads);

    [LoggerMessage(EventIds.BucketNotTagged, LogLevel.Warning, "{Bucket}: left unchanged because it has no tag {Tag}")]
    private partial void LogLeft(string bucket, string tag);

    [LoggerMessage(EventIds.BucketNotEmptied, LogLevel.Error, "{Bucket} could not be emptied: {Reason}")]
    private partial void LogFailed(string bucket, string reason);
}
