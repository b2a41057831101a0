using System.Text;
using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// The store at the edge is down while a change arrives by the real stream: what becomes of it when the function reports its failure, and what a
/// developer is told when its body swallows it.
/// </summary>
public sealed class StreamErrorTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaEventsJsonContext> Json = new();

    private readonly string _stackName = $"Stream{Guid.NewGuid():N}"[..14];
    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly StringWriter _metrics = new();
    private readonly ScriptedQueue _failedChanges = new();
    private LocalAwsServer _server = null!;
    private FunctionProcess _process = null!;
    private AmazonDynamoDBClient _table = null!;
    private AmazonCloudFrontKeyValueStoreClient _edge = null!;

    private Stack Stack => _server.Services.GetRequiredService<StackHost>().Current;

    private string Table => Stack.Outputs["SubscribersTable"];

    private string StoreArn => Stack.Outputs["EdgeStoreArn"];

    private KeyValueStoreState Store => _server.Services.GetRequiredService<KeyValueStoreRegistry>().Find(StoreArn)!;

    public async ValueTask InitializeAsync()
    {
        _deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var template = Path.Combine(_folder, $"{_stackName}.template.json");
        await File.WriteAllTextAsync(template, SynthesizedTemplate.Text);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            StoragePath = Path.Combine(_folder, "objects"),
            DynamoDbEndpoint = await dynamoDb.GetEndpointAsync(),
            AccessKeyId = "AKIATESTADMINISTRATOR",
            SecretAccessKey = "a secret of this test alone",
        });
        _process = new(_server.ApiUrl, "StreamProcessor");
        var credentials = new BasicAWSCredentials("AKIATESTADMINISTRATOR", "a secret of this test alone");
        _table = new(credentials, new AmazonDynamoDBConfig { ServiceURL = _server.ApiUrl.ToString(), AuthenticationRegion = "us-east-1" });
        _edge = new(credentials, new AmazonCloudFrontKeyValueStoreConfig
        {
            ServiceURL = $"http://localhost:{_server.ApiUrl.Port}",
            AuthenticationRegion = "us-east-1",
            HttpClientFactory = new LoopbackHttpClientFactory(),
            MaxErrorRetry = 0,
        });
        while (_server.Services.GetServices<IHealthPart>().Any(part => part.Problems.Any()))
        {
            await Task.Delay(20, _deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _table?.Dispose();
        _edge?.Dispose();
        _process?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _failedChanges.Dispose();
        _metrics.Dispose();
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Outage_Reported_BringsTheChangeAfterwards()
    {
        Assert.Equal([], await MissingAfterAnOutageAsync(StreamProcessorFunction.Compose(Services())));
        Assert.Equal(0, (await ReconcileAsync()).Drifted);
    }

    [Fact]
    public async Task Outage_SwallowedByTheBody_ShowsInTheSpanAndTheDriftAlarm()
    {
        Assert.Equal(
            ["The stream has gone on past SUBSCRIBER#first, and the store at the edge has nothing of it."],
            await MissingAfterAnOutageAsync(new SwallowingFunction(StreamProcessorFunction.Compose(Services()))));

        Assert.Equal(1, (await ReconcileAsync()).Drifted);
        Assert.Equal([], Missing("first", "second"));
        Assert.Contains("\"podcast.kvs.keys_drifted\":1", _metrics.ToString(), StringComparison.Ordinal);
        var alarm = Assert.Single(SynthesizedTemplate.OfType("AWS::CloudWatch::Alarm"), alarm => alarm.Value("MetricName") == "podcast.kvs.keys_drifted");
        Assert.Equal("0", alarm.Value("Threshold"));
        Assert.Contains("docs/runbooks/drift.md", alarm.Value("AlarmDescription"), StringComparison.Ordinal);
    }

    /// <returns>What the pipeline promises and did not keep, once the stream has brought a later change.</returns>
    private async Task<IReadOnlyList<string>> MissingAfterAnOutageAsync(IFunction<DynamoDBEvent, StreamsEventResponse> function)
    {
        using (_server.Services.GetRequiredService<FaultInjector>().Use(new("cloudfront-keyvaluestore", FaultKind.Outage)))
        {
            await SaveAsync("first");
            await ProcessAsync(function);
        }

        await SaveAsync("second");
        while (Missing("second").Count > 0)
        {
            await ProcessAsync(function);
        }

        return Missing("first", "second");
    }

    private IReadOnlyList<string> Missing(params string[] ids) =>
        [.. ids.Where(id => Store.Current.Find(Digest.Hash(id)) is null)
            .Select(id => $"The stream has gone on past {SubscriberItem.KeyOf(id)}, and the store at the edge has nothing of it.")];

    private async Task ProcessAsync(IFunction<DynamoDBEvent, StreamsEventResponse> function)
    {
        var got = await _process.NextAsync(_deadline.Token);
        using var payload = new MemoryStream(Encoding.UTF8.GetBytes(got.Payload));
        var response = await function.HandleAsync(Json.Deserialize<DynamoDBEvent>(payload), new(got.RequestId, null, _deadline.Token));
        using var body = new MemoryStream();
        Json.Serialize(response, body);
        using var accepted = await _process.RespondAsync(got.RequestId, Encoding.UTF8.GetString(body.ToArray()), _deadline.Token);
    }

    // Long enough ago for the comparison not to take it for a change that is still on its way.
    private Task SaveAsync(string id)
    {
        var saved = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        return _table.PutItemAsync(
            Table,
            SubscriberItem.From(new()
            {
                Id = id,
                Subscriptions = [new() { Id = id, Shows = ["news"], ExpiresAt = saved + 1_000_000, CreatedAt = saved }],
                KeyId = "01",
                TokenId = id,
                TokenHash = Digest.Hash(id),
                Version = 1,
                CreatedAt = saved,
                UpdatedAt = saved,
            }),
            _deadline.Token);
    }

    private FunctionServices Services() => TestServices.Create(
        new TestAwsClients { DynamoDb = _table, KeyValueStore = _edge, Sqs = _failedChanges },
        new Dictionary<string, string>
        {
            ["SUBSCRIBERS_TABLE"] = Table,
            ["KVS_ARN"] = StoreArn,
            ["FAILED_CHANGES_QUEUE_URL"] = "queue",
        },
        metrics: _metrics);

    private Task<ReconcileResult> ReconcileAsync() =>
        ReconcileFunction.Compose(Services()).HandleAsync(default, new("request", null, _deadline.Token));
}
