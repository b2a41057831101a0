using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html.</summary>
internal sealed class DeleteObjectTagging(ObjectStorage storage, S3Access access) : IS3Operation
{
    public IReadOnlyList<string> Names => ["DeleteObjectTagging"];

    public string? Action(S3Request request) => request.Query.Contains("versionId") ? "s3:DeleteObjectVersionTagging" : "s3:DeleteObjectTagging";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var stored = access.Find(request, bucket);
        bucket.SetTags(stored, [], storage.NewTemporaryPath());
        request.WriteVersion(stored);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
