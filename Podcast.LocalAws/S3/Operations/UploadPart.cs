using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html.</summary>
internal sealed class UploadPart(MultipartUploads uploads, ObjectStorage storage, TimeProvider time) : IS3Operation
{
    public IReadOnlyList<string> Names => ["UploadPart"];

    public string? Action(S3Request request) => "s3:PutObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var upload = uploads.Find(request);
        var number = PartNumbers.Parse(request.Query["partNumber"]);
        using var body = IncomingBody.Open(request, S3Limits.LargestObject);
        var algorithm = upload.Description.Algorithm();
        if (body.Expected.Algorithm is { } stated && upload.Description.ChosenAlgorithm is { } chosen && stated != chosen)
        {
            throw S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {chosen.Name().ToLowerInvariant()}, actual checksum Type: {stated.Name().ToLowerInvariant()}");
        }

        using var writer = storage.BeginWrite(body.Size);
        var digests = await body.ReceiveAsync(writer, algorithm);
        var part = writer.Commit(upload, new()
        {
            Number = number,
            Size = body.Size,
            ETag = digests.ETag,
            Checksum = digests.Checksum(algorithm),
            LastModified = time.GetLastModified(),
            Sequence = storage.NextSequence(),
        });

        request.Response.Headers.ETag = part.QuotedETag;
        // A client that chose no algorithm for the upload may state one for each part: it is verified, and not kept.
        request.Response.Headers[(body.Expected.Algorithm ?? algorithm).Header()] = digests.Checksum(body.Expected.Algorithm ?? algorithm);
        request.WriteEncryption();
        request.Response.ContentLength = 0;
    }
}
