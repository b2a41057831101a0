using System.Buffers;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Forms;
using Podcast.LocalAws.S3.Notifications;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>The upload of a browser's form. See https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html.</summary>
internal sealed class PostObject(ObjectStorage storage, S3Access access, S3Events events, TimeProvider timeProvider) : IS3Operation
{
    public const string Name = "PostObject";

    private const int BufferSize = 128 * 1024;

    public IReadOnlyList<string> Names => [Name];

    public string? Action(S3Request request) => "s3:PutObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var form = request.Context.Features.GetRequiredFeature<PostForm>();
        var fields = form.ToHeaders();
        ObjectHeaders.RefuseUnsupported(fields);
        var headers = ObjectHeaders.Read(fields);
        var metadata = ObjectHeaders.ReadMetadata(fields);
        var tags = ReadTags(request, form, bucket);
        var expected = ExpectedDigests.Parse(fields);
        var algorithm = expected.Algorithm ?? ChecksumAlgorithms.Default;
        using var writer = storage.BeginWrite(size: 0);
        var digests = await ReceiveAsync(request, form, writer, algorithm);
        expected.Verify(digests, trailer: null);
        var stored = writer.Commit(
            bucket,
            new()
            {
                Key = request.Address.Key,
                VersionId = bucket.NewVersionId(),
                Size = writer.Length,
                ETag = digests.ETag,
                LastModified = timeProvider.GetLastModified(),
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = algorithm,
                Checksum = digests.Checksum(algorithm),
                Headers = headers,
                Metadata = metadata,
                Tags = tags,
            },
            _ => { });

        request.WriteVersion(stored);
        request.WriteChecksum(stored);
        request.WriteEncryption();
        await events.CreatedAsync(request, bucket, stored, CreationReason.PostObject);
        await RespondAsync(request, form, stored);
    }

    private static async Task<ObjectDigests> ReceiveAsync(S3Request request, PostForm form, ObjectWriter writer, ChecksumAlgorithm algorithm)
    {
        var policy = request.Context.Features.GetRequiredFeature<PostPolicy>();
        var largest = Math.Min(policy.LargestFile ?? long.MaxValue, S3Limits.LargestObject);
        using var digests = new RunningDigests([algorithm]);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            while ((count = await form.File.ReadAsync(buffer, request.Aborted)) > 0)
            {
                await writer.WriteAsync(buffer.AsMemory(0, count), digests, request.Aborted);
                if (writer.Length > largest)
                {
                    throw S3Errors.EntityTooLarge(writer.Length, largest);
                }
            }
        }
        catch (Exception torn) when (torn is IOException or InvalidDataException && !request.Aborted.IsCancellationRequested)
        {
            throw S3Errors.MalformedPost();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (writer.Length < policy.SmallestFile)
        {
            throw S3Errors.EntityTooSmall(writer.Length, policy.SmallestFile.Value);
        }

        return await form.HasAnotherFileAsync(request.Aborted) ? throw S3Errors.NumberOfFiles() : digests.Finish();
    }

    private Dictionary<string, string> ReadTags(S3Request request, PostForm form, Bucket bucket)
    {
        if (form["tagging"] is not { Length: > 0 } document)
        {
            return new(StringComparer.Ordinal);
        }

        access.Require(request, "s3:PutObjectTagging", bucket.Name, request.Address.Key);
        return ObjectTags.Read(RequestXml.Parse(document, "Tagging"));
    }

    private static Task RespondAsync(S3Request request, PostForm form, StoredObject stored)
    {
        var response = request.Response;
        response.Headers.ETag = stored.QuotedETag;
        response.ContentLength = 0;
        if (Redirect(form, request, stored) is { } redirect)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = redirect;
            return Task.CompletedTask;
        }

        var location = UriHelper.BuildAbsolute(request.Context.Request.Scheme, request.Context.Request.Host, $"/{request.Address.Bucket}/{request.Address.Key}");
        response.Headers.Location = location;
        switch (form["success_action_status"])
        {
            case "200":
                response.StatusCode = StatusCodes.Status200OK;
                return Task.CompletedTask;
            case "201":
                response.StatusCode = StatusCodes.Status201Created;
                return S3Xml.WriteAsync(request, "PostResponse", xml =>
                {
                    xml.WriteElement("Location", location);
                    xml.WriteElement("Bucket", request.Address.Bucket);
                    xml.WriteElement("Key", stored.Key);
                    xml.WriteElement("ETag", stored.QuotedETag);
                });
            default:
                response.StatusCode = StatusCodes.Status204NoContent;
                response.ContentLength = null;
                return Task.CompletedTask;
        }
    }

    // An address that cannot be read counts as none.
    private static string? Redirect(PostForm form, S3Request request, StoredObject stored) =>
        (form["success_action_redirect"] ?? form["redirect"]) is { Length: > 0 } address
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
            ? QueryHelpers.AddQueryString(uri.AbsoluteUri, new Dictionary<string, string?>
            {
                ["bucket"] = request.Address.Bucket,
                ["key"] = stored.Key,
                ["etag"] = stored.QuotedETag,
            })
            : null;
}
