using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Podcast.Functions.Domain;

namespace Podcast.Functions.DownloadCounter;

/// <summary>
/// Reads a line of the distribution's access log, a JSON object whose values are strings, and in it what the edge function gave to <c>cf.logCustomData</c>:
/// day, file, listener and network. See docs/statistics.md and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html.
/// </summary>
internal static class AccessLogLine
{
    private const int PseudonymLength = 12;

    /// <summary>The request; null for one that is no GET of audio that was served, as most lines are.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static AccessLogRequest? Read(ReadOnlySequence<byte> line)
    {
        string? data = null;
        var userAgent = "";
        var isGet = false;
        long status = 0, bytes = 0, length = -1, rangeStart = -1, rangeEnd = -1;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A line of the log is no JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("viewer-request-log-data"u8))
            {
                data = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("cs(User-Agent)"u8))
            {
                userAgent = ReadText(ref reader) ?? "";
            }
            else if (reader.ValueTextEquals("cs-method"u8))
            {
                isGet = reader.Read() && reader.ValueTextEquals("GET"u8);
            }
            else if (reader.ValueTextEquals("sc-status"u8))
            {
                status = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("sc-bytes"u8))
            {
                bytes = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("sc-content-len"u8))
            {
                length = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("sc-range-start"u8))
            {
                rangeStart = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("sc-range-end"u8))
            {
                rangeEnd = ReadNumber(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!isGet || data is null or "-" || status is not (200 or 206))
        {
            return null;
        }

        // The bytes that were sent count the headers too, which are a few hundred: a viewer that left early has at most that much less.
        var isRange = rangeStart >= 0 && rangeEnd >= rangeStart;
        var start = isRange ? rangeStart : 0;
        var whole = isRange ? rangeEnd + 1 - rangeStart : length;
        var sent = whole >= 0 ? Math.Min(whole, bytes) : bytes;
        return ReadData(Unescape(data)) is var (day, show, episode, file, listener, network)
            ? new(day, show, episode, file, listener, network, start, start + sent, status == 200 && length >= 0 && bytes >= length, Unescape(userAgent is "-" ? "" : userAgent))
            : null;
    }

    // Day, show/episode/file, listener, network.
    private static (DateOnly Day, string Show, string Episode, string File, string Listener, string Network)? ReadData(string data)
    {
        var parts = data.Split(' ');
        if (parts.Length != 4 || parts[2].Length != PseudonymLength || parts[3].Length != PseudonymLength
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day > (DateOnly.MaxValue.DayNumber / 2))
        {
            return null;
        }

        var path = parts[1].Split('/', 3);
        return path.Length == 3 && Slug.IsValid(path[0]) && Slug.IsValid(path[1])
            ? (DateOnly.FromDayNumber(day + UnixEpochDay), path[0], path[1], path[2], parts[2], parts[3])
            : null;
    }

    private static int UnixEpochDay { get; } = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static string? ReadText(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    // A hyphen stands for none.
    private static long ReadNumber(ref Utf8JsonReader reader) =>
        ReadText(ref reader) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
}
