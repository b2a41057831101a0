using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>
/// What Lambda itself writes into a function's log about each invocation, in the function's log format. See
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html.
/// </summary>
internal static class InvocationRecords
{
    public static string Start(FunctionConfiguration function, string requestId, DateTimeOffset at) => IsJson(function)
        ? Record("platform.start", at, new() { ["requestId"] = requestId, ["version"] = "$LATEST" })
        : $"START RequestId: {requestId} Version: $LATEST";

    /// <param name="function">The function.</param>
    /// <param name="result">How the invocation ended.</param>
    /// <param name="duration">How long the function ran.</param>
    /// <param name="at">When it ended.</param>
    public static IReadOnlyList<string> End(FunctionConfiguration function, InvocationResult result, TimeSpan duration, DateTimeOffset at)
    {
        if (IsJson(function))
        {
            return [Record("platform.report", at, Report(function, result, duration))];
        }

        string[] end =
        [
            $"END RequestId: {result.RequestId}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"REPORT RequestId: {result.RequestId}\tDuration: {duration.TotalMilliseconds:0.00} ms\tBilled Duration: {Billed(duration)} ms\tMemory Size: {function.MemorySize} MB\t"),
        ];
        return result.ErrorType == InvocationResult.TimedOut
            ? [.. end, string.Create(CultureInfo.InvariantCulture, $"{Time(at)} {result.RequestId} Task timed out after {function.Timeout.TotalSeconds:0.00} seconds")]
            : end;
    }

    private static JsonObject Report(FunctionConfiguration function, InvocationResult result, TimeSpan duration)
    {
        var report = new JsonObject
        {
            ["requestId"] = result.RequestId,
            ["metrics"] = new JsonObject
            {
                ["durationMs"] = Math.Round(duration.TotalMilliseconds, 3),
                ["billedDurationMs"] = Billed(duration),
                ["memorySizeMB"] = function.MemorySize,
            },
            ["status"] = result.ErrorType == InvocationResult.TimedOut ? "timeout" : result.Outcome == InvocationOutcome.Succeeded ? "success" : "error",
        };
        if (result.ErrorType is { } type && type != InvocationResult.TimedOut)
        {
            report["errorType"] = type;
        }

        return report;
    }

    private static bool IsJson(FunctionConfiguration function) => function.LogFormat == "JSON";

    private static long Billed(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Record(string type, DateTimeOffset at, JsonObject record) => new JsonObject
    {
        ["time"] = Time(at),
        ["type"] = type,
        ["record"] = record,
    }.ToJsonString();
}
