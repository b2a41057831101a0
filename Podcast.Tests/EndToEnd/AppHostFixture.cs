using System.Text.Json.Nodes;
using Amazon.Runtime;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Podcast.Client;

namespace Podcast.Tests.EndToEnd;

/// <summary>The whole system, started the way the app host starts it, with the endpoints file as a script would read it.</summary>
public sealed class AppHostFixture : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-end-to-end-");
    private readonly string _dashboardApiKey = Guid.NewGuid().ToString("N");
    private DistributedApplication? _app;

    /// <summary>What <c>endpoints.json</c> says.</summary>
    public JsonNode Endpoints { get; private set; } = new JsonObject();

    /// <summary>The app host's services.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>What the dashboard knows.</summary>
    internal DashboardTelemetry CreateTelemetry() => new(
        new(new Uri(Endpoints["dashboard"]!.GetValue<string>()), "/"), _dashboardApiKey);

    /// <summary>The publisher API, as the account's administrator.</summary>
    internal PublisherClient CreatePublisher() => new(new PublisherConnection(
        new(Text("publisher")), new(Text("edge")), Text("region"), new BasicAWSCredentials(Text("accessKeyId"), Text("secretAccessKey"))));

    private string Text(string name) => Endpoints[name]!.GetValue<string>();

    internal string EndpointsFile => Path.Combine(_folder.FullName, "endpoints.json");

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Podcast_AppHost>(
            ["--EndpointsFile", EndpointsFile],
            (options, _) => options.DisableDashboard = false,
            deadline.Token);
        // Otherwise it comes from the user secrets, which another app host of this user may rewrite meanwhile.
        builder.Configuration.AddInMemoryCollection([new("AppHost:DashboardApiKey", _dashboardApiKey)]);
        _app = await builder.BuildAsync(deadline.Token);

        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(_folder.FullName, "endpoints.json") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => written.TrySetResult();
        watcher.Renamed += (_, _) => written.TrySetResult();

        await _app.StartAsync(deadline.Token);
        await written.Task.WaitAsync(deadline.Token);
        Endpoints = JsonNode.Parse(await File.ReadAllTextAsync(EndpointsFile, deadline.Token))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Assert.False(File.Exists(EndpointsFile), "The endpoints file outlived the app host.");
        _folder.Delete(recursive: true);
    }
}
