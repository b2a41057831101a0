using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.MediaConvert;

/// <summary>LocalAws as a process of its own, that can be killed.</summary>
internal sealed class LocalAwsProcess : IDisposable
{
    private readonly Process _process;

    private LocalAwsProcess(Process process, Uri url, string storage)
    {
        _process = process;
        Url = url;
        StoragePath = storage;
    }

    public Uri Url { get; }

    /// <summary>The folder that keeps the objects, as this test sees it.</summary>
    public string StoragePath { get; }

    public static Task<LocalAwsProcess> StartAsync(string template, string storage, CancellationToken cancellationToken) =>
        StartAsync("dotnet", ["exec", typeof(LocalAwsServer).Assembly.Location], template, storage, isOnSmallDisk: false, cancellationToken);

    /// <summary>Starts it with a disk of its own for the objects, that goes with the process.</summary>
    public static Task<LocalAwsProcess> StartAsync(string template, string storage, SmallDisk disk, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storage);
        return StartAsync(
            SmallDisk.Tool,
            disk.Around(storage, ["dotnet", "exec", typeof(LocalAwsServer).Assembly.Location]),
            template,
            storage,
            isOnSmallDisk: true,
            cancellationToken);
    }

    /// <summary>Ends it as a power cut would, without a signal it could handle.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<LocalAwsProcess> StartAsync(
        string tool, IEnumerable<string> arguments, string template, string storage, bool isOnSmallDisk, CancellationToken cancellationToken)
    {
        var url = new Uri($"http://127.0.0.1:{FindPort()}");
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LocalAws__TemplatePath"] = template;
        start.Environment["LocalAws__StoragePath"] = storage;
        start.Environment["LocalAws__ApiPort"] = url.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["LocalAws__AccessKeyId"] = "AKIATESTADMINISTRATOR";
        start.Environment["LocalAws__SecretAccessKey"] = "a secret of this test alone";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await RespondsAsync(http, new(url, "/_localaws/stack"), deadline.Token))
        {
            Assert.False(process.HasExited, "LocalAws did not start.");
            await timer.WaitForNextTickAsync(deadline.Token);
        }

        return new(process, url, isOnSmallDisk ? FormattableString.Invariant($"/proc/{process.Id}/root{storage}") : storage);
    }

    private static async Task<bool> RespondsAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(url, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
