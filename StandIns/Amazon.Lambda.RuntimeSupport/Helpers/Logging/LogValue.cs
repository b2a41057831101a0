using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>Writes one argument of a record, as text or as JSON.</summary>
internal static class LogValue
{
    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    private const int MaxBytes = 16;

    internal static string Format(DateTimeOffset value) => value.ToString(TimestampFormat, CultureInfo.InvariantCulture);

    internal static string Format(object value, string? format) => value switch
    {
        byte[] bytes => Hex(bytes),
        Memory<byte> bytes => Hex(bytes.Span),
        ReadOnlyMemory<byte> bytes => Hex(bytes.Span),
        _ when format is not null => FormatWith(value, format),
        DateTime date => date.ToString(TimestampFormat, CultureInfo.InvariantCulture),
        DateTimeOffset date => Format(date),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Selected with @; a type that was trimmed away is written as text.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Selected with @; where it cannot work the value is written as text.")]
    internal static void Write(Utf8JsonWriter writer, object? value, MessageProperty property)
    {
        if (value is not null && property.AsJson)
        {
            try
            {
                writer.WriteRawValue(JsonSerializer.Serialize(value));
                return;
            }
            catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
            {
                writer.WriteStringValue(Format(value, property.Format));
                return;
            }
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case not null when property.Format is not null:
                writer.WriteStringValue(Format(value, property.Format));
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(Format(value, null));
                break;
        }
    }

    private static string FormatWith(object value, string format)
    {
        try
        {
            return string.Format(CultureInfo.CurrentCulture, $"{{0:{format}}}", value);
        }
        catch (FormatException)
        {
            return value.ToString() ?? string.Empty;
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxBytes
        ? Convert.ToHexString(bytes)
        : $"{Convert.ToHexString(bytes[..MaxBytes])}... ({bytes.Length} bytes)";
}
