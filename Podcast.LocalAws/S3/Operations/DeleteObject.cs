using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html.</summary>
internal sealed class DeleteObject(ObjectRemover remover, S3Events events) : IS3Operation
{
    public IReadOnlyList<string> Names => ["DeleteObject"];

    public string? Action(S3Request request) => ActionFor(request.Query["versionId"]);

    public static string ActionFor(string? versionId) => versionId is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var version = request.Query["versionId"] is { } id ? S3Access.CheckVersionId(id) : null;
        var deleted = remover.Delete(bucket, request.Address.Key, version, present => Preconditions.CheckWrite(request.Headers, present));
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        if (version is not null)
        {
            request.Response.Headers["x-amz-version-id"] = version;
        }

        if (deleted is not null)
        {
            request.WriteVersion(deleted);
            if (deleted.IsDeleteMarker)
            {
                request.Response.Headers["x-amz-delete-marker"] = "true";
            }

            await events.DeletedAsync(request, bucket, deleted, version);
        }
    }
}
