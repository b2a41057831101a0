using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Reads ISO 8601 text, or a number: epoch seconds, or epoch milliseconds when it is too great for seconds. Writes ISO 8601.</summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    // Seconds from year 1 to year 5000. Streams that send milliseconds are always above it, streams that send seconds never.
    private const long GreatestSeconds = 157_753_180_800;

    /// <inheritdoc/>
    /// <exception cref="JsonSerializerException">Neither a date nor a number.</exception>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.TryGetDateTime(out var date):
                return date;
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                return number > GreatestSeconds ? DateTime.UnixEpoch.AddMilliseconds(number) : DateTime.UnixEpoch.AddSeconds(number);
            case JsonTokenType.Number when reader.TryGetDouble(out var seconds):
                return DateTime.UnixEpoch.AddSeconds(seconds);
            default:
                throw new JsonSerializerException($"Unknown data type for DateTime: {reader.TokenType}");
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
