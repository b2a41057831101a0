using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html.</summary>
internal sealed class HeadBucket(LocalAwsOptions options) : IS3Operation
{
    public IReadOnlyList<string> Names => ["HeadBucket"];

    public string? Action(S3Request request) => "s3:ListBucket";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        request.Response.Headers["x-amz-bucket-region"] = options.Region;
        request.Response.Headers["x-amz-access-point-alias"] = "false";
        return Task.CompletedTask;
    }
}
