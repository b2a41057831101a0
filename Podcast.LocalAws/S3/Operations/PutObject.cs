using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html.</summary>
internal sealed class PutObject(ObjectStorage storage, S3Access access, S3Events events, TimeProvider timeProvider) : IS3Operation
{
    public IReadOnlyList<string> Names => ["PutObject"];

    public string? Action(S3Request request) => "s3:PutObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        ObjectHeaders.RefuseUnsupported(request.Headers);
        var headers = ObjectHeaders.Read(request.Headers);
        var metadata = ObjectHeaders.ReadMetadata(request.Headers);
        var tags = access.ReadTags(request, bucket);
        using var body = IncomingBody.Open(request, S3Limits.LargestObject);
        // Fails before gigabytes are received; it is checked again when the object is created.
        Preconditions.CheckWrite(request.Headers, bucket.Find(request.Address.Key));

        var algorithm = body.Expected.Algorithm ?? ChecksumAlgorithms.Default;
        using var writer = storage.BeginWrite(body.Size);
        var digests = await body.ReceiveAsync(writer, algorithm);
        var stored = writer.Commit(
            bucket,
            new()
            {
                Key = request.Address.Key,
                VersionId = bucket.NewVersionId(),
                Size = body.Size,
                ETag = digests.ETag,
                LastModified = timeProvider.GetLastModified(),
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = algorithm,
                Checksum = digests.Checksum(algorithm),
                Headers = headers,
                Metadata = metadata,
                Tags = tags,
            },
            present => Preconditions.CheckWrite(request.Headers, present));

        request.Response.Headers.ETag = stored.QuotedETag;
        request.WriteVersion(stored);
        request.WriteChecksum(stored);
        request.WriteEncryption();
        request.Response.ContentLength = 0;
        await events.CreatedAsync(request, bucket, stored, CreationReason.PutObject);
    }
}
