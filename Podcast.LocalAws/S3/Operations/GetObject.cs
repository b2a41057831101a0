using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>GetObject and HeadObject. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.</summary>
internal sealed class GetObject(S3Access access) : IS3Operation
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

    public IReadOnlyList<string> Names => ["GetObject", "HeadObject"];

    public string? Action(S3Request request) => request.Query.Contains("versionId") ? "s3:GetObjectVersion" : "s3:GetObject";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var (stored, file) = Open(request, bucket);
        using (file)
        {
            var response = request.Response;
            response.Headers.ETag = stored.QuotedETag;
            response.Headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
            request.WriteVersion(stored);
            if (Preconditions.IsNotModified(request.Headers, stored))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var range = FindRange(request, stored);
            WriteHeaders(request, stored, range);
            if (!HttpMethods.IsHead(request.Context.Request.Method))
            {
                await SendAsync(file, range ?? new(0, stored.Size), request);
            }
        }
    }

    private static ByteRange? FindRange(S3Request request, StoredObject stored)
    {
        if (request.Query["partNumber"] is { } partNumber)
        {
            return request.Headers.Range.Count == 0
                ? FindPart(request, stored, partNumber)
                : throw S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }

        var range = Preconditions.AllowsRange(request.Headers, stored) ? ByteRange.Parse(request.Headers.Range, stored.Size) : null;
        return range is { IsSatisfiable: false } ? throw S3Errors.InvalidRange(stored.Size) : range;
    }

    private static ByteRange? FindPart(S3Request request, StoredObject stored, string text)
    {
        var parts = stored.PartSizes ?? [stored.Size];
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > S3Limits.MostParts)
        {
            throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }

        if (number > parts.Count)
        {
            throw S3Errors.InvalidPartNumber();
        }

        if (stored.PartSizes is not null)
        {
            request.Response.Headers["x-amz-mp-parts-count"] = parts.Count.ToString(CultureInfo.InvariantCulture);
        }

        // An empty object has a part, and no range.
        return stored.Size == 0 ? null : new(parts.Take(number - 1).Sum(), parts[number - 1]);
    }

    private (StoredObject Stored, SafeFileHandle File) Open(S3Request request, Bucket bucket)
    {
        while (true)
        {
            var stored = access.Find(request, bucket);
            try
            {
                return (stored, ObjectReader.Open(stored.FilePath));
            }
            catch (FileNotFoundException) when (access.Find(request, bucket).FilePath != stored.FilePath)
            {
                // If the object was replaced between the two lines, the new one counts; if it was deleted, the second lookup fails.
            }
        }
    }

    private static void WriteHeaders(S3Request request, StoredObject stored, ByteRange? range)
    {
        var headers = request.Response.Headers;
        headers.AcceptRanges = "bytes";
        request.WriteEncryption();
        if (stored.Tags.Count > 0)
        {
            headers["x-amz-tagging-count"] = stored.Tags.Count.ToString(CultureInfo.InvariantCulture);
        }

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
            request.WriteChecksum(stored);
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
