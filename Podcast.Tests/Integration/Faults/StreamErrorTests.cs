using System.Text;
using System.Text.Json;
using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Unit.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// The store at the edge is down while a change arrives by the real stream: what becomes of it when the function reports its failure, and what a
/// developer is told when its body swallows it.
/// </summary>
public sealed class StreamErrorTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private static readonly SourceGeneratorLambdaJsonSerializer<FunctionJsonContext> Json = new();

    private readonly string _stackName = $"Stream{Guid.NewGuid():N}"[..14];
    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly StringWriter _metrics = new();
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
        while (_server.Services.GetServices<IReadiness>().Any(part => part.Pending is not null))
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

        _metrics.Dispose();
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Outage_Reported_BringsTheChangeAfterwards()
    {
        using var synchronizer = NewSynchronizer();

        Assert.Equal([], await MissingAfterAnOutageAsync(NewProcessor(synchronizer)));
        Assert.Equal(0, (await ReconcileAsync(synchronizer)).Drifted);
    }

    [Fact]
    public async Task Outage_SwallowedByTheBody_IsToldByThePipelineAndByTheAlarmOfDrift()
    {
        using var synchronizer = NewSynchronizer();

        Assert.Equal(
            ["The stream has gone on past SUBSCRIBER#first, and the store at the edge has nothing of it."],
            await MissingAfterAnOutageAsync(new SwallowingFunction(NewProcessor(synchronizer))));

        Assert.Equal(1, (await ReconcileAsync(synchronizer)).Drifted);
        Assert.Equal([], Missing("first", "second"));
        Assert.Contains("\"DriftedKeys\":1", _metrics.ToString(), StringComparison.Ordinal);
        var alarm = Assert.Single(SynthesizedTemplate.OfType("AWS::CloudWatch::Alarm"), alarm => alarm.Value("MetricName") == "DriftedKeys");
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
        using var answer = new MemoryStream();
        Json.Serialize(response, answer);
        using var accepted = await _process.RespondAsync(got.RequestId, Encoding.UTF8.GetString(answer.ToArray()), _deadline.Token);
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
                Status = SubscriberStatus.Active,
                Shows = ["news"],
                ExpiresAt = saved + 1_000_000,
                KeyId = "01",
                TokenId = id,
                TokenHash = Digest.Hash(id),
                Version = 1,
                CreatedAt = saved,
                UpdatedAt = saved,
            }),
            _deadline.Token);
    }

    private StoreSynchronizer NewSynchronizer() => new(
        new(_table, Table, TimeProvider.System),
        new(_edge, StoreArn, new(StoreBudget.DefaultBytes), TimeProvider.System, NullLogger<KeyValueStoreWriter>.Instance),
        TimeProvider.System,
        NullLogger<StoreSynchronizer>.Instance);

    private StreamProcessorFunction NewProcessor(StoreSynchronizer synchronizer) =>
        new(synchronizer, null, new(_metrics, TimeProvider.System), TimeProvider.System, NullLogger<StreamProcessorFunction>.Instance);

    private Task<ReconcileResult> ReconcileAsync(StoreSynchronizer synchronizer)
    {
        var reconciler = new StoreReconciler(
            new(_table, Table),
            new(_edge, StoreArn),
            synchronizer,
            new(_table, Table, TimeProvider.System),
            new(StoreBudget.DefaultBytes),
            TimeProvider.System,
            NullLogger<StoreReconciler>.Instance);
        return new ReconcileFunction(reconciler, null, new(_metrics, TimeProvider.System)).HandleAsync(default(JsonElement), new("request", null, _deadline.Token));
    }
}
