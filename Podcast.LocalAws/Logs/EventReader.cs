using System.Text.Json.Nodes;
using Podcast.LocalAws.Logs.Patterns;

namespace Podcast.LocalAws.Logs;

/// <summary>Reads events of a group by time, stream and pattern, and of one stream forwards and backwards.</summary>
internal static class EventReader
{
    // As many as CloudWatch Logs returns at once, by number and by bytes.
    private const int LargestPage = 10_000;
    private const int LargestPageBytes = 1024 * 1024;
    private const int EventOverhead = 26;

    /// <summary>FilterLogEvents. The token names the last event that was looked at, so that what arrives meanwhile shifts nothing.</summary>
    public static JsonObject Filter(LogGroup group, JsonObject input, DateTimeOffset now)
    {
        var limit = LogsInput.Limit(input, LargestPage);
        var streams = LogsInput.Texts(input, "logStreamNames");
        var prefix = LogsInput.OptionalText(input, "logStreamNamePrefix");
        if (streams.Count > 0 && prefix is not null)
        {
            throw LogsErrors.Invalid("LogStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
        }

        if (streams.FirstOrDefault(stream => !group.HasStream(stream)) is not null)
        {
            throw LogsErrors.NoSuchStream();
        }

        var pattern = FilterPattern.Parse(LogsInput.OptionalText(input, "filterPattern") ?? "");
        var after = EventPosition.Read(LogsInput.OptionalText(input, "nextToken"), "");
        var found = Between(group, input, now)
            .Where(found => after is null || after.CompareTo(found) < 0)
            .Where(found => streams.Count == 0 || streams.Contains(found.Stream))
            .Where(found => prefix is null || found.Stream.StartsWith(prefix, StringComparison.Ordinal))
            .Where(found => pattern.Matches(found.Message))
            .ToList();
        var page = Page(found, limit);
        var output = new JsonObject
        {
            ["events"] = new JsonArray([.. page.Select(found => (JsonNode)Describe(found, withStream: true))]),
            ["searchedLogStreams"] = new JsonArray(),
        };
        if (page.Count < found.Count)
        {
            output["nextToken"] = EventPosition.Of(page[^1]).Write("");
        }

        return output;
    }

    /// <summary>GetLogEvents. It returns a token for either direction always; the same one again means that there is nothing more.</summary>
    public static JsonObject Get(LogGroup group, JsonObject input, DateTimeOffset now)
    {
        var limit = LogsInput.Limit(input, LargestPage);
        var stream = LogsInput.Text(input, "logStreamName");
        if (!group.HasStream(stream))
        {
            throw LogsErrors.NoSuchStream();
        }

        var token = LogsInput.OptionalText(input, "nextToken");
        var after = EventPosition.Read(token?.StartsWith("f/", StringComparison.Ordinal) == true ? token : null, "f/");
        var before = EventPosition.Read(token is null || after is not null ? null : token, "b/");
        var found = Between(group, input, now)
            .Where(found => found.Stream == stream)
            .Where(found => (after is null || after.CompareTo(found) < 0) && (before is null || before.CompareTo(found) > 0))
            .ToList();
        var forwards = after is not null || (before is null && LogsInput.Flag(input, "startFromHead"));
        if (!forwards)
        {
            found.Reverse();
        }

        var page = Page(found, limit);
        if (!forwards)
        {
            page.Reverse();
        }

        var (first, last) = page.Count > 0
            ? (EventPosition.Of(page[0]), EventPosition.Of(page[^1]))
            : (after ?? before ?? EventPosition.Start, after ?? before ?? EventPosition.Start);
        return new()
        {
            ["events"] = new JsonArray([.. page.Select(found => (JsonNode)Describe(found, withStream: false))]),
            ["nextForwardToken"] = last.Write("f/"),
            ["nextBackwardToken"] = first.Write("b/"),
        };
    }

    // The start belongs to it, the end does not.
    private static IEnumerable<LogEvent> Between(LogGroup group, JsonObject input, DateTimeOffset now)
    {
        var start = LogsInput.Time(input, "startTime") ?? 0;
        var end = LogsInput.Time(input, "endTime") ?? long.MaxValue;
        return end < start
            ? throw LogsErrors.Invalid("endTime should be larger than startTime.")
            : group.Read(now).Where(found => found.Timestamp >= start && found.Timestamp < end);
    }

    private static List<LogEvent> Page(List<LogEvent> found, int limit)
    {
        var bytes = 0;
        return [.. found.Take(limit).TakeWhile(each => (bytes += each.Message.Length + EventOverhead) <= LargestPageBytes || bytes == each.Message.Length + EventOverhead)];
    }

    private static JsonObject Describe(LogEvent described, bool withStream)
    {
        var description = new JsonObject
        {
            ["timestamp"] = described.Timestamp,
            ["message"] = described.Message,
            ["ingestionTime"] = described.IngestionTime,
        };
        if (withStream)
        {
            description["logStreamName"] = described.Stream;
            description["eventId"] = described.Id;
        }

        return description;
    }
}
