using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// The end of the log of one invocation, which a caller gets who asks with <c>X-Amz-Log-Type: Tail</c>. See
/// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
/// </summary>
internal sealed class LogTail(LambdaFunction function, TimeProvider time)
{
    // The last 4 KB.
    private const int MaxBytes = 4096;

    // The output of the process arrives on another path than its response.
    private static readonly TimeSpan OutputDelay = TimeSpan.FromMilliseconds(100);

    private readonly long _position = function.Runtime.Log.Position;
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
        var configuration = function.Configuration;
        IEnumerable<string> lines =
        [
            InvocationRecords.Start(configuration, result.RequestId, _startedAt),
            .. function.Runtime.Log.Since(_position),
            .. InvocationRecords.End(configuration, result, duration, _startedAt + duration),
        ];
        var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        return Convert.ToBase64String(text.AsSpan(Math.Max(0, text.Length - MaxBytes)));
    }
}
