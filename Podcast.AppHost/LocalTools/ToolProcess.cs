using System.Diagnostics;

namespace Podcast.AppHost.LocalTools;

/// <summary>Runs a program to its end within a time limit.</summary>
internal static class ToolProcess
{
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there or may not be run.</exception>
    /// <exception cref="TimeoutException">It did not end in time; it has been killed.</exception>
    public static async Task<ToolProcessResult> RunAsync(ProcessStartInfo start, TimeSpan timeout, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;

        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{Path.GetFileName(start.FileName)} did not end within {timeout.TotalMinutes:0} minutes.");
        }
    }
}
