using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// The end of the log of one invocation, which a caller gets who asks with <c>X-Amz-Log-Type: Tail</c>. See
/// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
/// </summary>
internal sealed class LogTail(LambdaFunction function, TimeProvider time)
{
    // The last 4 KB.
    private const int MaxBytes = 4096;

    // What the process writes arrives by another way than its response.
    private static readonly TimeSpan OutputDelay = TimeSpan.FromMilliseconds(100);

    private readonly long _position = function.Runtime.Output.Position;
    private readonly long _started = time.GetTimestamp();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>Whether the caller asks for the log.</summary>
    /// <exception cref="AwsException">The header is neither None nor Tail.</exception>
    public static bool IsRequested(HttpRequest request) => request.Headers["X-Amz-Log-Type"].ToString() switch
    {
        "" or "None" => false,
        "Tail" => true,
        var other => throw new AwsException(
            "InvalidParameterValueException",
            $"1 validation error detected: Value '{other}' at 'logType' failed to satisfy constraint: Member must satisfy enum value set: [None, Tail]",
            StatusCodes.Status400BadRequest),
    };

    /// <returns>The value of <c>X-Amz-Log-Result</c>.</returns>
    public async Task<string> ReadAsync(InvocationResult result, CancellationToken cancellationToken)
    {
        var duration = time.GetElapsedTime(_started);
        await Task.Delay(OutputDelay, time, cancellationToken);
        IEnumerable<string> written = function.Runtime.Output.Since(_position);
        var lines = function.Configuration.LogFormat == "JSON" ? WithRecords(written, result, duration) : WithLines(written, result, duration);
        var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        return Convert.ToBase64String(text.AsSpan(Math.Max(0, text.Length - MaxBytes)));
    }

    private IEnumerable<string> WithLines(IEnumerable<string> written, InvocationResult result, TimeSpan duration) =>
    [
        $"START RequestId: {result.RequestId} Version: $LATEST",
        .. written,
        $"END RequestId: {result.RequestId}",
        string.Create(
            CultureInfo.InvariantCulture,
            $"REPORT RequestId: {result.RequestId}\tDuration: {duration.TotalMilliseconds:0.00} ms\tBilled Duration: {Billed(duration)} ms\tMemory Size: {function.Configuration.MemorySize} MB\t"),
    ];

    private IEnumerable<string> WithRecords(IEnumerable<string> written, InvocationResult result, TimeSpan duration) =>
    [
        Record("platform.start", _startedAt, new() { ["requestId"] = result.RequestId, ["version"] = "$LATEST" }),
        .. written,
        Record("platform.report", _startedAt + duration, new()
        {
            ["requestId"] = result.RequestId,
            ["metrics"] = new JsonObject
            {
                ["durationMs"] = Math.Round(duration.TotalMilliseconds, 3),
                ["billedDurationMs"] = Billed(duration),
                ["memorySizeMB"] = function.Configuration.MemorySize,
            },
            ["status"] = result.Outcome == InvocationOutcome.Succeeded ? "success" : "error",
        }),
    ];

    private static long Billed(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);

    private static string Record(string type, DateTimeOffset at, JsonObject record) => new JsonObject
    {
        ["time"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["type"] = type,
        ["record"] = record,
    }.ToJsonString();
}
