using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Podcast.LocalAws.Core.Protocols;

/// <summary>Writes the small documents of the JSON protocols' errors.</summary>
internal static class JsonErrorBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(params ReadOnlySpan<string> namesAndValues)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        for (var i = 0; i < namesAndValues.Length; i += 2)
        {
            writer.WriteString(namesAndValues[i], namesAndValues[i + 1]);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
