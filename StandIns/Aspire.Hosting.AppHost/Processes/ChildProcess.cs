using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>A process that the app host started; its output goes line by line to where it is wanted.</summary>
internal sealed class ChildProcess
{
    /// <summary>What the app host was told about itself says nothing about its children.</summary>
    private static readonly string[] s_notInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL"];

    /// <summary>A process that writes without pause would keep a thread of the pool for itself.</summary>
    private const int LinesInARow = 32;

    private static readonly TimeSpan s_lastLines = TimeSpan.FromSeconds(1);

    private readonly Process _process;

    private ChildProcess(Process process, ProcessWatchdog watchdog, Action<string, bool> onLine)
    {
        _process = process;
        Id = process.Id;
        Exited = RunAsync(watchdog, onLine);
    }

    public int Id { get; }

    /// <summary>Completes with the exit code when the process has ended and its output is read.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="DistributedApplicationException">The program or its working directory does not exist, or may not be run.</exception>
    public static ChildProcess Start(ProcessCommand command, ProcessWatchdog watchdog, Action<string, bool> onLine)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var name in s_notInherited)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        watchdog.Mark(start);
        if (!Directory.Exists(command.WorkingDirectory))
        {
            throw new DistributedApplicationException($"The working directory '{command.WorkingDirectory}' does not exist.");
        }

        try
        {
            var process = Process.Start(start)!;
            watchdog.Add(process);
            return new ChildProcess(process, watchdog, onLine);
        }
        catch (Win32Exception error)
        {
            throw new DistributedApplicationException($"'{command.FileName}' could not be started: {Reason(error)}.", error);
        }
    }

    /// <summary>Asks the process to end, and ends it with all its children if it takes longer than that.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        try
        {
            Signals.AskToEnd(_process);
            if (await Task.WhenAny(Exited, Task.Delay(grace)).ConfigureAwait(false) != Exited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in this moment.
        }

        await Exited.ConfigureAwait(false);
    }

    private static string Reason(Win32Exception error) => error.NativeErrorCode switch
    {
        2 => "there is no such program here or on the PATH; install it or correct the command",
        13 => "it may not be run",
        _ => error.Message,
    };

    private async Task<int> RunAsync(ProcessWatchdog watchdog, Action<string, bool> onLine)
    {
        _process.StandardInput.Close();
        var output = Task.WhenAll(ReadAsync(_process.StandardOutput, isError: false), ReadAsync(_process.StandardError, isError: true));
        await _process.WaitForExitAsync().ConfigureAwait(false);
        watchdog.Remove(Id);
        var exitCode = _process.ExitCode;

        // A child of the child may hold the pipes open; nobody waits for it.
        await Task.WhenAny(output, Task.Delay(s_lastLines)).ConfigureAwait(false);
        _process.Dispose();
        return exitCode;

        async Task ReadAsync(StreamReader reader, bool isError)
        {
            try
            {
                var count = 0;
                while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
                {
                    onLine(line, isError);
                    if (++count % LinesInARow == 0)
                    {
                        await Task.Yield();
                    }
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The pipe is gone.
            }
        }
    }
}
