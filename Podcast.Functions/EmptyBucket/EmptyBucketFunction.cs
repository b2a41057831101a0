using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.EmptyBucket;

/// <summary>
/// Empties a bucket of a development stack before CloudFormation deletes it, which it does only with an empty one. It is what stands behind the
/// custom resource <c>Custom::EmptyBucket</c>: of what CloudFormation asks only a deletion is work, and everything is answered.
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
    /// <param name="invocation">The work ends as long before its end as the answer may take.</param>
    /// <exception cref="ArgumentException">The event is no request that could be answered.</exception>
    /// <exception cref="HttpRequestException">CloudFormation could not be answered; Lambda tries again, and then there is nothing left to erase.</exception>
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
            // What never was made well can still be deleted.
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
            if (!await emptier.IsMeantAsync(bucket, cancellationToken).ConfigureAwait(false))
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
            return Failed(bucket, "There is more in the bucket than can be erased in one run. Delete the stack again to go on.");
        }
        catch (DeleteObjectsException refused)
        {
            var first = refused.Response.DeleteErrors[0];
            return Failed(bucket, $"{refused.Response.DeleteErrors.Count} objects cannot be erased; the first: {first.Code}, {first.Message}");
        }
        catch (AmazonServiceException refused)
        {
            return Failed(bucket, $"{refused.ErrorCode}: {refused.Message}");
        }
#pragma warning disable CA1031 // CloudFormation waits for an answer, whatever happened.
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

    [LoggerMessage(7001, LogLevel.Information, "{Bucket}: {Versions} versions and {Uploads} incomplete uploads are erased")]
    private partial void LogEmptied(string bucket, int versions, int uploads);

    [LoggerMessage(7003, LogLevel.Warning, "{Bucket}: left as it is, because it has no tag {Tag}")]
    private partial void LogLeft(string bucket, string tag);

    [LoggerMessage(7004, LogLevel.Error, "{Bucket} could not be emptied: {Reason}")]
    private partial void LogFailed(string bucket, string reason);
}
