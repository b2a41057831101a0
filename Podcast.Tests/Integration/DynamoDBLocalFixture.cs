using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Podcast.AppHost.LocalTools;
using Podcast.Tests.Integration;

[assembly: AssemblyFixture(typeof(DynamoDBLocalFixture))]

namespace Podcast.Tests.Integration;

/// <summary>
/// One DynamoDB Local for the whole test run, started by the first test that asks for its endpoint. Tables are shared by everyone who
/// asks, so a test names its own.
/// </summary>
public sealed class DynamoDBLocalFixture : IAsyncDisposable
{
    private static readonly TimeSpan BootTimeout = TimeSpan.FromMinutes(1);

    private readonly Lazy<Task<Uri>> _endpoint;
    private Process? _process;

    public DynamoDBLocalFixture() => _endpoint = new(StartAsync);

    /// <summary>The endpoint, once DynamoDB Local answers there.</summary>
    public Task<Uri> GetEndpointAsync() => _endpoint.Value;

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task<Uri> StartAsync()
    {
        var command = await DynamoDBLocalCommand.FindAsync(Console.Error, CancellationToken.None);
        var port = FreePort();
        var start = new ProcessStartInfo(command.Java, [.. command.Arguments, $"{port}"])
        {
            WorkingDirectory = command.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var deadline = new CancellationTokenSource(BootTimeout);
        while (!await AnswersAsync(port, deadline.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"DynamoDB Local ended with exit code {_process.ExitCode}.");
            }

            await Task.Delay(50, deadline.Token);
        }

        return new($"http://127.0.0.1:{port}");
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
