using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html.</summary>
internal sealed class AbortMultipartUpload(MultipartUploads uploads) : IS3Operation
{
    public IReadOnlyList<string> Names => ["AbortMultipartUpload"];

    public string? Action(S3Request request) => "s3:AbortMultipartUpload";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        uploads.Abort(uploads.Find(request));
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
