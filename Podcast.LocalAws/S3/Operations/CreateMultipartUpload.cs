using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html.</summary>
internal sealed class CreateMultipartUpload(MultipartUploads uploads, S3Access access, TimeProvider time) : IS3Operation
{
    public IReadOnlyList<string> Names => ["CreateMultipartUpload"];

    public string? Action(S3Request request) => "s3:PutObject";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        ObjectHeaders.RefuseUnsupported(request.Headers);
        var headers = ObjectHeaders.Read(request.Headers);
        var metadata = ObjectHeaders.ReadMetadata(request.Headers);
        var tags = access.ReadTags(request, bucket);
        var algorithm = ReadAlgorithm(request);
        var type = ReadType(request, algorithm);
        var upload = uploads.Create(id => new()
        {
            UploadId = id,
            Bucket = bucket.Name,
            Key = request.Address.Key,
            Initiated = time.GetLastModified(),
            ChosenAlgorithm = algorithm,
            ChecksumType = type,
            Headers = headers,
            Metadata = metadata,
            Tags = tags,
        });

        request.WriteEncryption();
        if (algorithm is { } chosen)
        {
            request.Response.Headers["x-amz-checksum-algorithm"] = chosen.Name();
            request.Response.Headers["x-amz-checksum-type"] = type.Name();
        }

        if (bucket.Configuration.AbortUploads.Where(rule => request.Address.Key.StartsWith(rule.Prefix, StringComparison.Ordinal))
            .Select(rule => (DateTimeOffset?)rule.EndOf(upload.Description.Initiated)).Min() is { } end)
        {
            request.Response.Headers["x-amz-abort-date"] = end.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }

        return S3Xml.WriteAsync(request, "InitiateMultipartUploadResult", xml =>
        {
            xml.WriteElement("Bucket", bucket.Name);
            xml.WriteElement("Key", request.Address.Key);
            xml.WriteElement("UploadId", upload.Description.UploadId);
        });
    }

    private static ChecksumAlgorithm? ReadAlgorithm(S3Request request)
    {
        var name = request.Headers["x-amz-checksum-algorithm"].ToString();
        return name.Length == 0 ? null
            : ChecksumAlgorithms.TryParseName(name.ToUpperInvariant(), out var algorithm) ? algorithm
            : throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }

    private static ChecksumType ReadType(S3Request request, ChecksumAlgorithm? algorithm)
    {
        var text = request.Headers["x-amz-checksum-type"].ToString();
        if (text.Length > 0 && algorithm is null)
        {
            throw S3Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        return text switch
        {
            "" => algorithm is null or ChecksumAlgorithm.Crc64Nvme ? ChecksumType.FullObject : ChecksumType.Composite,
            "FULL_OBJECT" when algorithm!.Value.IsLinear() => ChecksumType.FullObject,
            "COMPOSITE" when algorithm != ChecksumAlgorithm.Crc64Nvme => ChecksumType.Composite,
            "FULL_OBJECT" or "COMPOSITE" => throw S3Errors.InvalidRequest(
                $"The {text} checksum type cannot be used with the {algorithm!.Value.Name().ToLowerInvariant()} checksum algorithm."),
            _ => throw S3Errors.InvalidRequest("Value for x-amz-checksum-type header is invalid."),
        };
    }
}
