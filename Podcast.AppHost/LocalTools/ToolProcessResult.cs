namespace Podcast.AppHost.LocalTools;

/// <summary>How a program ended and what it wrote.</summary>
internal sealed record ToolProcessResult(int ExitCode, string Output, string Error);
