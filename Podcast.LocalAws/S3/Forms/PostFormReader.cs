using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Forms;

/// <summary>Reads the form of a browser's upload as far as its file.</summary>
internal static class PostFormReader
{
    private const string FileField = "file";
    private const int LongestBoundary = 200;

    /// <summary>Fields before the file, names and values together. See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
    private const int LargestFields = 20 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a request may be such a form: its fields say who sends it, not its headers.</summary>
    public static bool IsForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.Headers.Authorization.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="AwsException">The body is no form, its fields are too large, or it has no file.</exception>
    public static async Task<PostForm> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null)
        {
            throw S3Errors.MissingContentLength();
        }

        // An upload may pause for longer than the server's minimum rate allows; a closed connection still ends it.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(context.Request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
        {
            throw S3Errors.MalformedPost();
        }

        var reader = new MultipartReader(boundary, context.Request.Body) { HeadersLengthLimit = LargestFields };
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var size = 0;
        while (await NextAsync(reader, context.RequestAborted) is var (name, fileName, body))
        {
            if (name == FileField)
            {
                return new(fields, fileName, body, cancellationToken => HasFileAsync(reader, cancellationToken));
            }

            var value = await ReadAsync(body, LargestFields - size, context.RequestAborted);
            size += name.Length + value.Length;
            if (!fields.TryAdd(name, value))
            {
                throw S3Errors.InvalidArgument($"Bucket POST must contain the field '{name}' at most once.");
            }
        }

        throw S3Errors.NumberOfFiles();
    }

    // What follows the file is ignored, but for a second file.
    private static async Task<bool> HasFileAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        var found = false;
        while (await NextAsync(reader, cancellationToken) is var (name, _, _))
        {
            found |= name == FileField;
        }

        return found;
    }

    private static async Task<(string Name, string FileName, Stream Body)?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            if (await reader.ReadNextSectionAsync(cancellationToken) is not { } section)
            {
                return null;
            }

            return ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.Name.HasValue
                ? (Unquote(disposition.Name).ToLowerInvariant(), Unquote(disposition.FileName), section.Body)
                : throw S3Errors.MalformedPost();
        }
        catch (Exception malformed) when (malformed is IOException or InvalidDataException && !cancellationToken.IsCancellationRequested)
        {
            throw S3Errors.MalformedPost();
        }
    }

    private static async Task<string> ReadAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Max(most, 0) + 1];
        try
        {
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length < buffer.Length ? StrictUtf8.GetString(buffer, 0, length) : throw S3Errors.FieldsTooLarge();
        }
        catch (Exception malformed) when (malformed is IOException or InvalidDataException or DecoderFallbackException && !cancellationToken.IsCancellationRequested)
        {
            throw S3Errors.MalformedPost();
        }
    }

    // Browsers do not escape the backslashes of a path, so they are none of the quoting.
    private static string Unquote(StringSegment text) => HeaderUtilities.RemoveQuotes(text).ToString();
}
