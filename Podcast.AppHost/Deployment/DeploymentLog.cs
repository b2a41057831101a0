using Microsoft.Extensions.Logging;

namespace Podcast.AppHost.Deployment;

/// <summary>What the steps of <c>aspire publish</c> and <c>aspire deploy</c> say.</summary>
internal static partial class DeploymentLog
{
    [LoggerMessage(20, LogLevel.Information, "{Line}")]
    public static partial void LogLine(this ILogger logger, string line);

    [LoggerMessage(21, LogLevel.Information, "Template and assets are in {Folder}.")]
    public static partial void LogSynthesized(this ILogger logger, string folder);
}
