using System.Buffers;
using System.Globalization;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Multipart;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html. The parts are copied into the object's one file, and
/// go when it has its place: a full disk or a killed process leaves the upload as it was.
/// </summary>
internal sealed class CompleteMultipartUpload(
    MultipartUploads uploads, ObjectStorage storage, S3Events events, TimeProvider time, LocalAwsOptions options) : IS3Operation
{
    private const int BufferSize = 1024 * 1024;

    public IReadOnlyList<string> Names => ["CompleteMultipartUpload"];

    public string? Action(S3Request request) => "s3:PutObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var document = await RequestXml.ReadAsync(request, "CompleteMultipartUpload", isChecksumOfBody: false);
        var stored = uploads.FindCompleted(request) ?? await CompleteAsync(request, bucket, PartList.Read(document, uploads.Find(request)));
        request.WriteVersion(stored);
        request.WriteEncryption();
        await S3Xml.WriteAsync(request, "CompleteMultipartUploadResult", xml =>
        {
            xml.WriteElement("Location", $"https://{bucket.Name}.s3.{options.Region}.amazonaws.com/{ListParameters.EncodeKey(stored.Key)}");
            xml.WriteElement("Bucket", bucket.Name);
            xml.WriteElement("Key", stored.Key);
            xml.WriteElement("ETag", stored.QuotedETag);
            xml.WriteElement(stored.ChecksumAlgorithm.Element(), stored.Checksum);
            xml.WriteElement("ChecksumType", stored.ChecksumType.Name());
        });
    }

    private async Task<StoredObject> CompleteAsync(S3Request request, Bucket bucket, PartList list)
    {
        var upload = uploads.Find(request);
        var description = upload.Description;
        CheckStated(request, description, list);
        Preconditions.CheckWrite(request.Headers, bucket.Find(request.Address.Key));
        upload.Close();
        try
        {
            using var writer = storage.BeginWrite(list.Size);
            var checksum = await CopyAsync(writer, description, list, request.Aborted);
            CheckChecksum(request, description, checksum);
            var stored = writer.Commit(
                bucket,
                new()
                {
                    Key = request.Address.Key,
                    VersionId = bucket.NewVersionId(),
                    Size = list.Size,
                    ETag = list.ETag,
                    LastModified = time.GetLastModified(),
                    Sequence = storage.NextSequence(),
                    ChecksumAlgorithm = description.Algorithm(),
                    ChecksumType = description.ChecksumType,
                    Checksum = checksum,
                    Headers = description.Headers,
                    Metadata = description.Metadata,
                    Tags = description.Tags,
                    PartSizes = [.. list.Parts.Select(part => part.Size)],
                    UploadId = description.UploadId,
                },
                present => Preconditions.CheckWrite(request.Headers, present));
            uploads.Complete(upload, stored);
            await events.CreatedAsync(request, bucket, stored, CreationReason.CompleteMultipartUpload);
            return stored;
        }
        catch
        {
            upload.Reopen();
            throw;
        }
    }

    private static void CheckStated(S3Request request, UploadDescription description, PartList list)
    {
        if (request.Headers["x-amz-mp-object-size"].ToString() is { Length: > 0 } size && size != list.Size.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {list.Size}");
        }

        if (request.Headers["x-amz-checksum-type"].ToString() is { Length: > 0 } type && type != description.ChecksumType.Name())
        {
            throw S3Errors.InvalidRequest($"The upload was created using the {description.ChecksumType.Name()} checksum mode. The complete request must use the same checksum mode.");
        }
    }

    private static void CheckChecksum(S3Request request, UploadDescription description, string checksum)
    {
        // The header is about the object, where the body's own checksum would be in other operations.
        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            if (request.Headers[algorithm.Header()].ToString() is not { Length: > 0 } stated)
            {
                continue;
            }

            if (algorithm != description.Algorithm())
            {
                throw S3Errors.InvalidRequest(
                    $"Checksum Type mismatch occurred, expected checksum Type: {description.Algorithm().Name().ToLowerInvariant()}, actual checksum Type: {algorithm.Name().ToLowerInvariant()}");
            }

            // The number of parts behind a composite one may be left out.
            if (stated != checksum && stated != checksum.Split('-')[0])
            {
                throw S3Errors.BadDigest(algorithm.Name());
            }
        }
    }

    private static async Task<string> CopyAsync(ObjectWriter writer, UploadDescription description, PartList list, CancellationToken cancellationToken)
    {
        using var full = description.ChecksumType == ChecksumType.FullObject ? description.Algorithm().Start() : null;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            foreach (var part in list.Parts)
            {
                using var source = ObjectReader.Open(part.FilePath);
                await ObjectReader.CopyAsync(source, new(0, part.Size), buffer, async data =>
                {
                    full?.Append(data.Span);
                    await writer.WriteAsync(data, null, cancellationToken);
                }, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return full is null ? list.CompositeChecksum : Convert.ToBase64String(full.Finish());
    }
}
