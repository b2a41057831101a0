using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>GetObject and HeadObject. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.</summary>
internal static class GetObject
{
    private const int BlockSize = 128 * 1024;

    private static readonly (string Parameter, string Header)[] Overrides =
    [
        ("response-cache-control", "Cache-Control"),
        ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"),
        ("response-content-language", "Content-Language"),
        ("response-content-type", "Content-Type"),
        ("response-expires", "Expires"),
    ];

    public static async Task HandleAsync(S3Request request, Bucket bucket)
    {
        RefuseUnsupported(request);
        var (stored, file) = Open(bucket, request.Address.Key);
        using (file)
        {
            var response = request.Response;
            response.Headers.ETag = stored.QuotedETag;
            response.Headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
            if (Preconditions.IsNotModified(request.Headers, stored))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var range = Preconditions.AllowsRange(request.Headers, stored) ? ByteRange.Parse(request.Headers.Range, stored.Size) : null;
            if (range is { IsSatisfiable: false })
            {
                throw S3Errors.InvalidRange();
            }

            WriteHeaders(request, stored, range);
            if (!HttpMethods.IsHead(request.Context.Request.Method))
            {
                await SendAsync(file, range ?? new(0, stored.Size), request);
            }
        }
    }

    private static void RefuseUnsupported(S3Request request)
    {
        if (request.Query.Contains("partNumber"))
        {
            throw S3Errors.HeaderNotImplemented("partNumber");
        }

        if (request.Query["versionId"] is { } version && version != "null")
        {
            throw S3Errors.InvalidArgument("Invalid version id specified");
        }
    }

    private static (StoredObject Stored, SafeFileHandle File) Open(Bucket bucket, string key)
    {
        while (true)
        {
            var stored = bucket.Find(key) ?? throw S3Errors.NoSuchKey();
            try
            {
                return (stored, File.OpenHandle(
                    stored.FilePath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan));
            }
            catch (FileNotFoundException) when (bucket.Find(key) != stored)
            {
                // Replaced or deleted between the two lines: what is there now counts.
            }
        }
    }

    private static void WriteHeaders(S3Request request, StoredObject stored, ByteRange? range)
    {
        var headers = request.Response.Headers;
        headers.AcceptRanges = "bytes";
        headers["x-amz-server-side-encryption"] = "AES256";
        foreach (var (name, value) in stored.Headers)
        {
            headers[name] = value;
        }

        foreach (var (name, value) in stored.Metadata)
        {
            headers[ObjectHeaders.MetadataPrefix + name] = Ascii.IsValid(value) ? value : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";
        }

        foreach (var (parameter, header) in Overrides)
        {
            if (request.Query[parameter] is { } value)
            {
                headers[header] = Ascii.IsValid(value) && !value.AsSpan().ContainsAny('\r', '\n')
                    ? value
                    : throw S3Errors.InvalidArgument("Header value cannot be represented using ISO-8859-1.");
            }
        }

        if (range is { } part)
        {
            request.Response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = $"bytes {part.Offset}-{part.Offset + part.Length - 1}/{stored.Size}";
        }
        else if (request.Headers["x-amz-checksum-mode"] == "ENABLED")
        {
            headers[stored.ChecksumAlgorithm.Header()] = stored.Checksum;
            headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }

        request.Response.ContentLength = range?.Length ?? stored.Size;
    }

    private static async Task SendAsync(SafeFileHandle file, ByteRange range, S3Request request)
    {
        var body = request.Response.BodyWriter;
        var (offset, left) = range;
        while (left > 0)
        {
            var memory = body.GetMemory((int)Math.Min(left, BlockSize));
            var count = await RandomAccess.ReadAsync(file, memory[..(int)Math.Min(left, memory.Length)], offset, request.Aborted);
            if (count == 0)
            {
                throw new EndOfStreamException("The object's file is shorter than it was.");
            }

            body.Advance(count);
            offset += count;
            left -= count;
            await body.FlushAsync(request.Aborted);
        }
    }
}
