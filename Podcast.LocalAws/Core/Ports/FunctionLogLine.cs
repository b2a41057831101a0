namespace Podcast.LocalAws.Core.Ports;

/// <summary>One line of a function's log.</summary>
/// <param name="FunctionName">The function's name, without its ARN.</param>
/// <param name="LogGroup">The log group that the function's configuration names.</param>
/// <param name="LogStream">The log stream of the process that wrote it.</param>
/// <param name="Timestamp">When it was written.</param>
/// <param name="Text">The line without its line end; at most <see cref="MaxLength"/> characters.</param>
internal sealed record FunctionLogLine(string FunctionName, string LogGroup, string LogStream, DateTimeOffset Timestamp, string Text)
{
    /// <summary>What exceeds this is cut off: an event of CloudWatch Logs holds 256 KB at the least of its limits.</summary>
    public const int MaxLength = 256 * 1024;
}
