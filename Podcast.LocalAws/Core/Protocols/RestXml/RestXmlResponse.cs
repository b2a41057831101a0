using System.Text;
using System.Xml.Linq;

namespace Podcast.LocalAws.Core.Protocols.RestXml;

/// <summary>What an operation of the REST XML protocol returns.</summary>
/// <param name="Document">The body's element; <see langword="null"/> for a body of <see cref="Content"/>, or none.</param>
/// <param name="StatusCode">The HTTP status.</param>
internal sealed record RestXmlResponse(XElement? Document, int StatusCode = StatusCodes.Status200OK)
{
    /// <summary>The header ETag, as the service writes it.</summary>
    public string? ETag { get; init; }

    /// <summary>The header Location.</summary>
    public string? Location { get; init; }

    /// <summary>A body that is not XML.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    public static RestXmlResponse NoContent { get; } = new(null, StatusCodes.Status204NoContent);

    public static implicit operator RestXmlResponse(XElement document) => new(document);

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCode;
        response.Headers.ETag = ETag;
        response.Headers.Location = Location;
        ReadOnlyMemory<byte>? body = Content;
        if (Document is not null)
        {
            body = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>\n" + Document.ToString(SaveOptions.DisableFormatting));
        }

        if (body is { } bytes)
        {
            response.ContentType = Document is null ? "application/octet-stream" : "text/xml";
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
