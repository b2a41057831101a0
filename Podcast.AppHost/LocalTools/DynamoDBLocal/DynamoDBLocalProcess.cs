using System.Diagnostics;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>One DynamoDB Local outside of the app model, on a port of its own. Disposed, it is gone.</summary>
internal sealed class DynamoDBLocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan BootTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;

    private DynamoDBLocalProcess(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>Returns when it responds to a call, on any free port.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static Task<DynamoDBLocalProcess> StartAsync(DynamoDBLocalCommand command, CancellationToken cancellationToken) =>
        StartAsync(command, FreePort.Next(), cancellationToken);

    /// <inheritdoc cref="StartAsync(DynamoDBLocalCommand, CancellationToken)"/>
    public static async Task<DynamoDBLocalProcess> StartAsync(DynamoDBLocalCommand command, int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command.Java, [.. command.Arguments, $"{port}"])
        {
            WorkingDirectory = command.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        // Nobody reads it, and a pipe that is full would stop the process.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = new DynamoDBLocalProcess(process, new($"http://127.0.0.1:{port}"));
        try
        {
            await started.WaitAsync(cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends it SIGTERM and waits until it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await _process.WaitForExitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(BootTimeout);
        using var client = new DynamoDBLocalClient(Endpoint);
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"DynamoDB Local ended with exit code {_process.ExitCode}.");
            }

            try
            {
                await client.CallAsync("DynamoDB_20120810.ListTables", "{}", deadline.Token);
                return;
            }
            catch (Exception early) when (!deadline.IsCancellationRequested && early is HttpRequestException or IOException or TaskCanceledException)
            {
                await Task.Delay(Interval, deadline.Token);
            }
        }
    }
}
