using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Sqs;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.Alarms;

/// <summary>The stack's own template with its alarms, in a time that the test moves. The functions' processes are played: each returns an empty response.</summary>
internal sealed class AlarmSystem : IAsyncDisposable
{
    public const string Feed = "/01AAAAAAAAAAAAAAAAAAAAAAAA/feeds/show.xml";
    public const string Media = "/01AAAAAAAAAAAAAAAAAAAAAAAA/media/show/episode/audio.mp3";

    private readonly string _folder;
    private readonly DateTimeOffset _startedAt;
    private readonly LocalAwsServer _server;
    private readonly FakeTimeProvider _time;
    private readonly IReadOnlyList<string> _scheduled;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _processes = [];
    private readonly HttpClient _viewer = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private AlarmSystem(string folder, LocalAwsServer server, FakeTimeProvider time, IReadOnlyList<string> scheduled) =>
        (_folder, _server, _time, _scheduled, _startedAt) = (folder, server, time, scheduled, time.GetUtcNow());

    public FaultInjector Faults => Get<FaultInjector>();

    public IReadOnlyList<Alarm> Ringing => [.. Get<AlarmRegistry>().All.Where(alarm => alarm.Current.State == AlarmState.Alarm)];

    public static async Task<AlarmSystem> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
        var template = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Folder("artifacts"), "cdk", "Podcast.template.json"), cancellationToken))!;
        var resources = template["Resources"]!.AsObject();
        // The test invokes what they would: an invocation that is under way must not see the time move.
        var scheduled = new List<string>();
        foreach (var (logicalId, schedule) in resources.Where(resource => resource.Value!["Type"]!.ToString() == "AWS::Scheduler::Schedule").ToList())
        {
            var function = schedule!["Properties"]!["Target"]!["Arn"]!["Fn::GetAtt"]![0]!.ToString();
            scheduled.Add(resources[function]!["Properties"]!["Handler"]!.ToString());
            resources.Remove(logicalId);
        }

        var path = Path.Combine(folder, "Podcast.template.json");
        await File.WriteAllTextAsync(path, template.ToJsonString(), cancellationToken);
        var time = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));
        var server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = path, AccessKeyId = LambdaFixture.AccessKeyId, SecretAccessKey = LambdaFixture.SecretAccessKey, StoragePath = Path.Combine(folder, "objects"), StartFunctions = false },
            services => services.AddSingleton<TimeProvider>(time),
            cancellationToken);
        var system = new AlarmSystem(folder, server, time, scheduled);
        foreach (var function in system.Get<FunctionRegistry>().All)
        {
            system._processes.Add(system.PlayAsync(function.Configuration.Handler));
        }

        return system;
    }

    /// <summary>Lets minutes pass: in each, the scheduled functions run, then something happens, then all alarms are evaluated.</summary>
    public async Task PassMinutesAsync(int minutes, Func<Task> happen, CancellationToken cancellationToken, string? notScheduled = null)
    {
        for (var i = 0; i < minutes; i++)
        {
            foreach (var handler in _scheduled.Where(handler => handler != notScheduled))
            {
                await InvokeAsync(handler, cancellationToken);
            }

            await happen();
            var before = Get<AlarmEngine>().Evaluations;
            _time.Advance(TimeSpan.FromMinutes(1));
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(30));
            while (Get<AlarmEngine>().Evaluations == before)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), deadline.Token);
            }
        }
    }

    public async Task InvokeAsync(string handler, CancellationToken cancellationToken) =>
        await Get<FunctionRegistry>().Find(handler)!.InvokeAsync("{}"u8.ToArray(), Guid.NewGuid().ToString(), cancellationToken);

    /// <summary>A function writes one of its own metrics.</summary>
    public void Write(string metric, double value) => OwnMetrics.Write(_server.Services, metric, value);

    /// <summary>The last record of a batch is this old when the function gets it.</summary>
    public void ReadFromStream(string handler, TimeSpan age) => Get<FunctionRegistry>().Find(handler)!.Metrics.RecordIteratorAge(_time.GetUtcNow() - age);

    public Queue QueueOf(string logicalIdPart) =>
        Get<QueueRegistry>().FindByName(Get<Stack>().OfType("AWS::SQS::Queue").Single(queue => queue.LogicalId.Contains(logicalIdPart, StringComparison.Ordinal)).GetAtt("QueueName"))!;

    /// <summary>What all values of a metric add up to.</summary>
    /// <param name="namespace">Such as <c>AWS/Lambda</c>.</param>
    /// <param name="metric">Such as <c>Invocations</c>.</param>
    /// <param name="handler">The function that it is of; of all resources where it is not said.</param>
    public double SumOf(string @namespace, string metric, string? handler = null)
    {
        var function = handler is null ? null : Get<FunctionRegistry>().Find(handler)!.Configuration.Name;
        return Get<MetricStore>().All
            .Where(pair => pair.Key.Namespace == @namespace && pair.Key.Name == metric && (function is null || pair.Key.Dimensions.Any(dimension => dimension.Value == function)))
            .Sum(pair => pair.Value.Read(_startedAt.AddHours(-1), TimeSpan.FromDays(1), 1).Sum(set => set.Sum));
    }

    /// <summary>A viewer's request with a forged token.</summary>
    public async Task<int> ViewAsync(CancellationToken cancellationToken, string path = Feed)
    {
        using var response = await _viewer.GetAsync(new Uri(_server.EdgeUrl, path), cancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>Makes other code of the edge function live.</summary>
    public void PublishEdgeFunction(string code)
    {
        var function = Get<Stack>().OfType("AWS::CloudFront::Function").Single();
        Get<EdgeFunctionRegistry>().Publish(function.GetAtt("FunctionARN"), function.Properties["Name"]!.ToString(), code, store: null);
    }

    /// <summary>Makes the template's edge function live again.</summary>
    public Task RestoreEdgeFunctionAsync(CancellationToken cancellationToken) => Get<EdgeFunctionRegistry>().ApplyAsync(Get<Stack>(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_processes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _viewer.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();

    private async Task PlayAsync(string handler)
    {
        using var process = new FunctionProcess(_server.ApiUrl, handler);
        while (!_stop.IsCancellationRequested)
        {
            var next = await process.NextAsync(_stop.Token);
            using var response = await process.RespondAsync(next.RequestId, "{}", _stop.Token);
        }
    }
}
