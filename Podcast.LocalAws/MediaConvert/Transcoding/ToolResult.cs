namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">0 when it did its work.</param>
/// <param name="Output">What it wrote to its standard output, unless that was read line by line.</param>
/// <param name="Errors">The last lines of its standard error.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
