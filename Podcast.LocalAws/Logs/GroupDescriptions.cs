using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Logs;

/// <summary>Log groups and streams in the shapes of the API.</summary>
internal static class GroupDescriptions
{
    private const int LargestPage = 50;

    public static JsonObject Groups(LogGroups groups, JsonObject input, AwsArns arns)
    {
        var prefix = LogsInput.OptionalText(input, "logGroupNamePrefix") ?? "";
        var part = LogsInput.OptionalText(input, "logGroupNamePattern") ?? "";
        if (prefix.Length > 0 && part.Length > 0)
        {
            throw LogsErrors.Invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        var found = groups.All
            .Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal) && group.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return LogPage.Write("logGroups", found, LogPage.Start(input), LogsInput.Limit(input, LargestPage), group => Describe(group, arns));
    }

    public static JsonObject Streams(LogGroup group, JsonObject input, AwsArns arns)
    {
        var prefix = LogsInput.OptionalText(input, "logStreamNamePrefix");
        var byTime = LogsInput.OptionalText(input, "orderBy") switch
        {
            null or "LogStreamName" => false,
            "LastEventTime" when prefix is null => true,
            "LastEventTime" => throw LogsErrors.Invalid("Cannot order by LastEventTime with a logStreamNamePrefix."),
            var other => throw LogsErrors.Invalid(
                $"1 validation error detected: Value '{other}' at 'orderBy' failed to satisfy constraint: Member must satisfy enum value set: [LogStreamName, LastEventTime]"),
        };
        var found = group.Streams.Where(stream => stream.Name.StartsWith(prefix ?? "", StringComparison.Ordinal));
        var ordered = byTime ? found.OrderBy(stream => stream.LastEventAt).ToList() : [.. found];
        if (LogsInput.Flag(input, "descending"))
        {
            ordered.Reverse();
        }

        return LogPage.Write("logStreams", ordered, LogPage.Start(input), LogsInput.Limit(input, LargestPage), stream => Describe(stream, group, arns));
    }

    private static JsonObject Describe(LogGroup group, AwsArns arns)
    {
        var description = new JsonObject
        {
            ["logGroupName"] = group.Name,
            ["creationTime"] = group.CreatedAt.ToUnixTimeMilliseconds(),
            ["metricFilterCount"] = 0,
            ["arn"] = arns.LogGroup(group.Name) + ":*",
            ["logGroupArn"] = arns.LogGroup(group.Name),
            ["logGroupClass"] = "STANDARD",
            ["storedBytes"] = group.StoredBytes,
        };
        if (group.RetentionInDays is { } days)
        {
            description["retentionInDays"] = days;
        }

        if (group.KmsKeyId is { } key)
        {
            description["kmsKeyId"] = key;
        }

        return description;
    }

    private static JsonObject Describe(LogStream stream, LogGroup group, AwsArns arns) => new()
    {
        ["logStreamName"] = stream.Name,
        ["creationTime"] = stream.CreatedAt,
        ["firstEventTimestamp"] = stream.FirstEventAt,
        ["lastEventTimestamp"] = stream.LastEventAt,
        ["lastIngestionTime"] = stream.LastIngestedAt,
        ["uploadSequenceToken"] = "1",
        ["arn"] = $"{arns.LogGroup(group.Name)}:log-stream:{stream.Name}",
        ["storedBytes"] = 0,
    };
}
