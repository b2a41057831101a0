using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Amazon.S3;
using Podcast.Functions.Entitlements;
using Podcast.Functions.Feeds;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using Podcast.Functions.Webhooks;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Testing.Functions;

/// <summary>The functions over tables of their own in DynamoDB Local, called with the events that Lambda would send.</summary>
internal sealed class FunctionSystem : IDisposable
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");

    private int _listeners;

    // Signs, and says of every object that it exists: no request is sent to S3.
    private readonly AmazonS3Client _s3 = new(
        "access", "secret", new AmazonS3Config { RegionEndpoint = Amazon.RegionEndpoint.USEast1, HttpClientFactory = new EmptyObjects() });

    /// <summary>Where the functions upload to.</summary>
    public IAmazonS3 S3 { get => field ?? _s3; set; }

    public ScriptedCloudFront CloudFront { get; } = new();

    private FunctionSystem(Uri endpoint)
    {
        DynamoDb = new AmazonDynamoDBClient(
            "access",
            "secret",
            new AmazonDynamoDBConfig
            {
                ServiceURL = endpoint.ToString(),
                HttpClientFactory = Disturbed,
                RetryMode = RequestRetryMode.Standard,
                MaxErrorRetry = 1,
            });
    }

    /// <summary>The functions' way to the tables.</summary>
    public DisturbedConnections Disturbed { get; } = new();

    public IAmazonDynamoDB DynamoDb { get; }

    public string SubscribersTable => _prefix + "-subscribers";

    public string CatalogTable => _prefix + "-catalog";

    public string StatisticsTable => _prefix + "-statistics";

    /// <summary>Where the distribution's logs are.</summary>
    public static string LogBucket => "log-bucket";

    /// <summary>Where audio is.</summary>
    public string MediaBucket { get; set; } = "media-bucket";

    /// <summary>Where recordings are uploaded to.</summary>
    public string IngestBucket { get; set; } = "ingest-bucket";

    /// <summary>The functions' clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    public CapturedLogs Logs { get; } = new();

    /// <summary>What the functions are composed from.</summary>
    public FunctionServices Services => TestServices.Create(
        new TestAwsClients { DynamoDb = DynamoDb, S3 = S3, CloudFront = CloudFront },
        new Dictionary<string, string>
        {
            ["SUBSCRIBERS_TABLE"] = SubscribersTable,
            ["CATALOG_TABLE"] = CatalogTable,
            ["STATISTICS_TABLE"] = StatisticsTable,
            ["LOG_BUCKET"] = LogBucket,
            ["MEDIA_BUCKET"] = MediaBucket,
            ["INGEST_BUCKET"] = IngestBucket,
            ["DISTRIBUTION_ID"] = "distribution",
            ["EVENT_BUS"] = "events",
            ["VIEWER_URL"] = "https://feeds.example.com",
        },
        Time,
        loggers: Logs);

    public SubscriberTable Subscribers => new(DynamoDb, SubscribersTable);

    public static async Task<FunctionSystem> CreateAsync(Uri endpoint)
    {
        var system = new FunctionSystem(endpoint);
        await TemplateTables.CreateSubscribersAsync(system.DynamoDb, system.SubscribersTable, TestContext.Current.CancellationToken);
        await TemplateTables.CreateCatalogAsync(system.DynamoDb, system.CatalogTable, TestContext.Current.CancellationToken);
        return system;
    }

    public void Dispose()
    {
        DynamoDb.Dispose();
        _s3.Dispose();
        CloudFront.Dispose();
        Logs.Dispose();
    }

    public SigningKeyTable NewSigningKeyTable() => new(DynamoDb, SubscribersTable, Time);

    /// <summary>As if by another process: nothing of it has been used yet.</summary>
    public PublisherApiFunction NewPublisherApi() => PublisherApiFunction.Compose(Services);

    public EntitlementsFunction NewEntitlements() => EntitlementsFunction.Compose(Services);

    public FeedsFunction NewFeeds() => FeedsFunction.Compose(Services);

    public WebhooksFunction NewWebhooks() => WebhooksFunction.Compose(Services);

    public async Task<(int Status, JsonObject Body, IDictionary<string, string> Headers)> CallAsync(
        string method, string path, object? body = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var json = body as string ?? (body is null ? null : System.Text.Json.JsonSerializer.Serialize(body));
        var response = await InvokeAsync(
            NewPublisherApi(),
            method,
            path,
            new Dictionary<string, string>(headers ?? new Dictionary<string, string>()) { ["content-type"] = "application/json" },
            json);
        return (response.StatusCode, response.Body is { } content ? JsonNode.Parse(content)!.AsObject() : [], response.Headers);
    }

    /// <summary>A request whose body or response is no JSON.</summary>
    public Task<APIGatewayHttpApiV2ProxyResponse> SendAsync(string method, string path, string contentType = "application/json", string? body = null) =>
        InvokeAsync(NewPublisherApi(), method, path, new Dictionary<string, string> { ["content-type"] = contentType }, body);

    public static Task<APIGatewayHttpApiV2ProxyResponse> InvokeAsync(
        IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> function,
        string method,
        string path,
        IDictionary<string, string> headers,
        string? body = null) =>
        function.HandleAsync(
            new()
            {
                RawPath = path.Split('?')[0],
                QueryStringParameters = path.Split('?') is [_, var query]
                    ? query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]))
                    : null,
                Headers = headers,
                Body = body is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(body)),
                IsBase64Encoded = body is not null,
                RequestContext = new() { Http = new() { Method = method, Path = path } },
            },
            new("request", null, TestContext.Current.CancellationToken));

    /// <summary>As if an episode's audio had been uploaded and checked.</summary>
    public async Task CompleteUploadAsync(string show, string episode)
    {
        var table = new RecordingTable(DynamoDb, CatalogTable, Time);
        var recording = (await table.FindAsync(show, episode, TestContext.Current.CancellationToken))!;
        var audio = new TranscodedAudio(recording.FileName + ".mp3", recording.Size, recording.StatedSeconds, TranscodedAudio.TranscodedType);
        Assert.True(await table.TryCompleteAsync(recording, audio, null, TestContext.Current.CancellationToken));
    }

    public async Task CreateShowAsync(string id)
    {
        var (status, body, _) = await CallAsync(
            "POST", "/shows", new { id, title = "The show", description = "About.", author = "Somebody", language = "en" });
        Assert.True(status == 201, body.ToJsonString());
    }

    /// <summary>Somebody else with every call.</summary>
    public async Task<JsonObject> CreateSubscriberAsync(DateTimeOffset expiresAt, params string[] shows)
    {
        var number = Interlocked.Increment(ref _listeners);
        var email = string.Create(CultureInfo.InvariantCulture, $"listener{number}@example.com");
        var (status, body, _) = await CallAsync("POST", "/subscribers", new { email, shows, expiresAt });
        Assert.True(status == 201, body.ToJsonString());
        return body;
    }
}
