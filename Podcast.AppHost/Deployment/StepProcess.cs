using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Podcast.AppHost.Deployment;

/// <summary>Runs a program as part of a step: its output is the step's log, line by line.</summary>
internal static class StepProcess
{
    /// <exception cref="DistributedApplicationException">It is not there, or ended with another exit code than 0.</exception>
    public static async Task RunAsync(ProcessStartInfo start, string failure, ILogger logger, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new DistributedApplicationException($"{failure}: {start.FileName} was not found ({missing.Message}).", missing);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"{failure}: exit code {process.ExitCode}, and the reason is above.");
        }

        void Log(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                logger.LogLine(line);
            }
        }
    }
}
