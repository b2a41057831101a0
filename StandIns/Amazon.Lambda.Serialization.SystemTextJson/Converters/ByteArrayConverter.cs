#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Reads bytes from base64 or from an array of numbers; writes an array of numbers.</summary>
public class ByteArrayConverter : JsonConverter<byte[]>
{
    /// <inheritdoc/>
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetBytesFromBase64();
        }

        var bytes = new List<byte>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            bytes.Add(reader.GetByte());
        }

        return reader.TokenType == JsonTokenType.EndArray
            ? [.. bytes]
            : throw new JsonException("The JSON value could not be converted to byte[].");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, byte[] values, JsonSerializerOptions options)
    {
        if (values is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }
}
