using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html.</summary>
internal sealed class CopyObject(ObjectStorage storage, CopySource sources, S3Access access, S3Events events, TimeProvider time) : IS3Operation
{
    public IReadOnlyList<string> Names => ["CopyObject"];

    public string? Action(S3Request request) => "s3:PutObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        ObjectHeaders.RefuseUnsupported(request.Headers);
        var source = sources.Find(request);
        var replacesMetadata = Replaces(request, "x-amz-metadata-directive");
        var replacesTags = Replaces(request, "x-amz-tagging-directive");
        if (source.Size > S3Limits.LargestObject)
        {
            throw S3Errors.InvalidRequest("The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        }

        if (!replacesMetadata && !request.Headers["x-amz-copy-source"].ToString().Contains("versionId=", StringComparison.Ordinal)
            && bucket.Find(request.Address.Key)?.FilePath == source.FilePath)
        {
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, "
                + "website redirect location or encryption attributes.");
        }

        var tags = replacesTags ? access.ReadTags(request, bucket) : source.Tags;
        var algorithm = ReadAlgorithm(request) ?? source.ChecksumAlgorithm;
        Preconditions.CheckWrite(request.Headers, bucket.Find(request.Address.Key));
        using var writer = storage.BeginWrite(source.Size);
        var digests = await ObjectCopier.CopyAsync(source, new(0, source.Size), writer, algorithm, request.Aborted);
        var stored = writer.Commit(
            bucket,
            new()
            {
                Key = request.Address.Key,
                VersionId = bucket.NewVersionId(),
                Size = source.Size,
                ETag = digests.ETag,
                LastModified = time.GetLastModified(),
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = algorithm,
                Checksum = digests.Checksum(algorithm),
                Headers = replacesMetadata ? ObjectHeaders.Read(request.Headers) : source.Headers,
                Metadata = replacesMetadata ? ObjectHeaders.ReadMetadata(request.Headers) : source.Metadata,
                Tags = tags,
            },
            present => Preconditions.CheckWrite(request.Headers, present));

        request.WriteVersion(stored);
        request.WriteEncryption();
        await events.CreatedAsync(request, bucket, stored, CreationReason.CopyObject);
        await S3Xml.WriteAsync(request, "CopyObjectResult", xml =>
        {
            xml.WriteElement("LastModified", stored.LastModified);
            xml.WriteElement("ETag", stored.QuotedETag);
            xml.WriteElement(algorithm.Element(), stored.Checksum);
            xml.WriteElement("ChecksumType", stored.ChecksumType.Name());
        });
    }

    private static bool Replaces(S3Request request, string header) => request.Headers[header].ToString() switch
    {
        "" or "COPY" => false,
        "REPLACE" => true,
        _ => throw S3Errors.InvalidArgument($"Unknown directive in {header}."),
    };

    private static ChecksumAlgorithm? ReadAlgorithm(S3Request request)
    {
        var name = request.Headers["x-amz-checksum-algorithm"].ToString();
        return name.Length == 0 ? null
            : ChecksumAlgorithms.TryParseName(name, out var algorithm) ? algorithm
            : throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }
}
