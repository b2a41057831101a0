using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html.</summary>
internal sealed class UploadPartCopy(MultipartUploads uploads, ObjectStorage storage, CopySource sources, TimeProvider time) : IS3Operation
{
    public IReadOnlyList<string> Names => ["UploadPartCopy"];

    public string? Action(S3Request request) => "s3:PutObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var upload = uploads.Find(request);
        var number = PartNumbers.Parse(request.Query["partNumber"]);
        var source = sources.Find(request);
        var range = CopySource.Range(request, source);
        if (range.Length > S3Limits.LargestObject)
        {
            throw S3Errors.EntityTooLarge();
        }

        var algorithm = upload.Description.Algorithm();
        using var writer = storage.BeginWrite(range.Length);
        var digests = await ObjectCopier.CopyAsync(source, range, writer, algorithm, request.Aborted);
        var part = writer.Commit(upload, new()
        {
            Number = number,
            Size = range.Length,
            ETag = digests.ETag,
            Checksum = digests.Checksum(algorithm),
            LastModified = time.GetLastModified(),
            Sequence = storage.NextSequence(),
        });

        request.WriteEncryption();
        await S3Xml.WriteAsync(request, "CopyPartResult", xml =>
        {
            xml.WriteElement("LastModified", part.LastModified);
            xml.WriteElement("ETag", part.QuotedETag);
            xml.WriteElement(algorithm.Element(), part.Checksum);
        });
    }
}
