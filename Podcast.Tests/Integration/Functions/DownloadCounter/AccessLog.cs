using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Podcast.Tests.Integration.Functions.DownloadCounter;

/// <summary>Writes an object of the distribution's access log.</summary>
internal sealed class AccessLog
{
    public const string Phone = "AntennaPod/3.7.0";

    private readonly List<string> _lines = [];

    /// <summary>A request for audio; the defaults are a whole file by a podcast app.</summary>
    /// <param name="listener">The listener's name of the day; filled up to its length.</param>
    /// <param name="day">The day.</param>
    /// <param name="file">The path below the show's.</param>
    /// <param name="userAgent">The app.</param>
    /// <param name="network">The network's name of the day; filled up to its length.</param>
    /// <param name="method">The method.</param>
    /// <param name="length">The bytes that were sent.</param>
    /// <param name="rangeStart">The first byte of a range; null for the whole file.</param>
    public AccessLog Request(
        string listener,
        DateOnly day,
        string file = "one/a/one.mp3",
        string userAgent = Phone,
        string network = "home",
        string method = "GET",
        long length = 4_800_000,
        long? rangeStart = null)
    {
        var number = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var data = $"{number} news/{file} {listener.PadRight(12, '-')} {network.PadRight(12, '-')}";
        _lines.Add(JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["cs-method"] = method,
            ["sc-status"] = rangeStart is null ? "200" : "206",
            ["sc-bytes"] = Text(method == "GET" ? length + 500 : 500),
            ["sc-content-len"] = Text(length),
            ["sc-range-start"] = rangeStart is { } start ? Text(start) : "-",
            ["sc-range-end"] = rangeStart is { } first ? Text(first + length - 1) : "-",
            ["cs(User-Agent)"] = Uri.EscapeDataString(userAgent),
            ["viewer-request-log-data"] = Uri.EscapeDataString(data),
        }));
        return this;
    }

    public AccessLog Line(string line)
    {
        _lines.Add(line);
        return this;
    }

    public Stream Compress()
    {
        var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new StreamWriter(gzip))
        {
            foreach (var line in _lines)
            {
                writer.Write(line + "\n");
            }
        }

        content.Position = 0;
        return content;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
