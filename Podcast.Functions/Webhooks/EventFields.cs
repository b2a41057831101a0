using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Webhooks;

/// <summary>Reads the fields of payment providers' events. What makes no sense is a <see cref="FormatException"/> without a word of what was sent.</summary>
internal static class EventFields
{
    // Not after the year 3000, so that no sum of two overflows.
    private const long LatestTime = 32_503_680_000;

    public static string Text(JsonElement parent, string name) => FindText(parent, name) ?? throw new FormatException();

    public static string? FindText(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A provider's id: printable ASCII, not too long; numbers too.</summary>
    public static string Name(JsonElement parent, string name) => FindName(parent, name) ?? throw new FormatException();

    public static string? FindName(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetInt64().ToString(CultureInfo.InvariantCulture),
            _ => "",
        };
        return text.Length == 0 ? null
            : text.Length <= 255 && text.All(character => character is > ' ' and < '\x7f') ? text
            : throw new FormatException();
    }

    /// <summary>Seconds since 1970, from a number of them or from an ISO 8601 time; null when it is missing or null.</summary>
    public static long? Time(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var time = value.ValueKind == JsonValueKind.String
            ? DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds()
            : value.GetInt64();
        return time is >= 0 and < LatestTime ? time : throw new FormatException();
    }

    /// <summary>The address without white space around it; null when it is none.</summary>
    public static string? Email(string? text) => text?.Trim() is { } email && EmailAddress.IsValid(email) ? email : null;

    /// <summary>Names an event of a provider that gives it no id: a repetition has the same.</summary>
    public static string Digest(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body))[..20];
}
