using System.Text;
using Microsoft.Extensions.Logging;

namespace Podcast.AppHost.Deployment;

/// <summary>Lets what reports its progress as lines of text report it to the log of a step.</summary>
internal sealed class LogWriter(ILogger logger) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => logger.LogLine(value ?? "");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
