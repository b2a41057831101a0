using System.Globalization;
using System.Text;
using System.Xml;

namespace Podcast.LocalAws.S3;

/// <summary>Writes responses in S3's XML.</summary>
internal static class S3Xml
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A key may hold characters that XML does not allow; S3 sends them as references anyway.
        CheckCharacters = false,
    };

    public static async Task WriteAsync(S3Request request, string root, Action<XmlWriter> writeContent)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Settings))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement(root, Namespace);
            writeContent(writer);
            writer.WriteEndElement();
        }

        request.Response.ContentType = "application/xml";
        request.Response.ContentLength = buffer.Length;
        await request.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), request.Aborted);
    }

    public static void WriteElement(this XmlWriter writer, string name, string value) => writer.WriteElementString(name, Namespace, value);

    public static void WriteElement(this XmlWriter writer, string name, long value) => writer.WriteElement(name, value.ToString(CultureInfo.InvariantCulture));

    public static void WriteElement(this XmlWriter writer, string name, bool value) => writer.WriteElement(name, value ? "true" : "false");

    public static void WriteElement(this XmlWriter writer, string name, DateTimeOffset value) =>
        writer.WriteElement(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Writes an element unless its value is missing or empty.</summary>
    public static void WriteIfPresent(this XmlWriter writer, string name, string? value, Func<string, string> encode)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteElement(name, encode(value));
        }
    }

    public static void WriteNested(this XmlWriter writer, string name, Action writeContent)
    {
        writer.WriteStartElement(name, Namespace);
        writeContent();
        writer.WriteEndElement();
    }
}
