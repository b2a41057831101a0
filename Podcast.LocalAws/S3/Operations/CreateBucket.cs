using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html. Buckets come from the template, so only a bucket that exists can be
/// created again: scripts begin with that, and S3 allows it in us-east-1.
/// </summary>
internal sealed class CreateBucket(ObjectStorage storage, LocalAwsOptions options)
{
    public const string Name = "CreateBucket";

    public Task HandleAsync(S3Request request)
    {
        if (storage.Find(request.Address.Bucket) is null)
        {
            throw new AwsException(
                "NotImplemented",
                $"LocalAws does not implement S3:{Name} for a new bucket: buckets come from the template. Add {request.Address.Bucket} there and deploy it.",
                StatusCodes.Status501NotImplemented);
        }

        if (options.Region != "us-east-1")
        {
            throw new AwsException(
                "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", StatusCodes.Status409Conflict);
        }

        request.Response.Headers.Location = $"/{request.Address.Bucket}";
        request.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
