using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Tests.Integration.AppHost;

namespace Podcast.Tests.EndToEnd;

/// <summary>The app host as a process of its own, with settings and an environment of its own, from "All healthy" until it is stopped.</summary>
internal sealed class RunningAppHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-app-host-");
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _isReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private RunningAppHost(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(AppHostProcess.Dotnet, [AppHostProcess.Assembly, "--EndpointsFile", EndpointsFile, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What <c>endpoints.json</c> says.</summary>
    public JsonNode Endpoints { get; private set; } = new JsonObject();

    private string EndpointsFile => Path.Combine(_folder.FullName, "endpoints.json");

    /// <summary>Returns when it has printed its links.</summary>
    public static async Task<RunningAppHost> StartAsync(
        IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var app = new RunningAppHost(arguments, environment ?? []);
        try
        {
            await Task.WhenAny(app._isReady.Task, app._process.WaitForExitAsync()).WaitAsync(StartTimeout);
            Assert.True(app._isReady.Task.IsCompleted, $"The app host ended: {app.Output}");
            app.Endpoints = JsonNode.Parse(await File.ReadAllTextAsync(app.EndpointsFile))!;
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Reads <c>endpoints.json</c> as it is now.</summary>
    public async Task<JsonNode> ReadEndpointsAsync() => JsonNode.Parse(await File.ReadAllTextAsync(EndpointsFile))!;

    /// <summary>The environment that the template describes for a function.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadFunctionEnvironmentAsync(string handler)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var response = JsonNode.Parse(await http.GetStringAsync(new Uri(new Uri(Endpoint("aws")), $"/_localaws/functions/{handler}/environment")))!;
        return response["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => variable.Value!.GetValue<string>(), StringComparer.Ordinal);
    }

    public string Endpoint(string name) => Endpoints[name]!.GetValue<string>();

    /// <summary>A client that signs its requests to the publisher API.</summary>
    public HttpClient CreatePublisher() => new(new SigV4SigningHandler(
        new BasicAWSCredentials(Endpoint("accessKeyId"), Endpoint("secretAccessKey")),
        RegionEndpoint.GetBySystemName(Endpoint("region")),
        "lambda",
        new SocketsHttpHandler { UseProxy = false }))
    {
        BaseAddress = new(Endpoint("publisher")),
    };

    /// <summary>Stops it as Ctrl+C does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            return await WaitForExitAsync();
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(StopTimeout);
        return _process.ExitCode;
    }

    /// <summary>Ends it without a chance to clean up.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.Contains("Stop: Ctrl+C", StringComparison.Ordinal) == true)
        {
            _isReady.TrySetResult();
        }
    }
}
