using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Amazon.S3;
using Podcast.Functions;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.Webhooks;
using Podcast.LocalAws.Host;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

/// <summary>
/// The deployed template in the local AWS, with the two functions that publishers and payment providers call in this process: each acts as its role,
/// in the environment that the template gives it.
/// </summary>
internal sealed class PublisherSystem : IAsyncDisposable
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a-secret-of-this-test-alone";

    private static readonly TimeSpan HealthBound = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _functions = [];
    private readonly List<IDisposable> _clients = [];
    private LocalAwsServer? _server;
    private string? _mediaBucket;

    public CapturedLogs Logs { get; } = new();

    /// <summary>A folder that goes with the system.</summary>
    public string Folder => _folder;

    public string PublisherUrl => Url("PublisherApi");

    /// <summary>The distribution.</summary>
    public Uri EdgeUrl => _server!.EdgeUrl;

    public string WebhooksUrl => Url("Webhooks");

    public static async Task<PublisherSystem> StartAsync(Uri dynamoDb)
    {
        var system = new PublisherSystem();
        try
        {
            // The file's name is the stack's, and so part of the tables' names: every test has tables of its own.
            var template = Path.Combine(system._folder, $"T{Guid.NewGuid():N}"[..16] + ".template.json");
            await File.WriteAllTextAsync(template, SynthesizedTemplate.Text);
            system._server = await LocalAwsServer.StartAsync(new()
            {
                TemplatePath = template,
                StoragePath = Path.Combine(system._folder, "objects"),
                DynamoDbEndpoint = dynamoDb,
                AccessKeyId = AccessKeyId,
                SecretAccessKey = SecretAccessKey,
                FunctionUrlPorts = { ["PublisherApi"] = 0, ["Webhooks"] = 0 },
            });
            await system.WaitForHealthAsync();
            await system.RunAsync(FunctionName.PublisherApi, PublisherApiFunction.Compose);
            await system.RunAsync(FunctionName.Webhooks, WebhooksFunction.Compose);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_functions);
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _clients.ForEach(client => client.Dispose());
        _stop.Dispose();
        Logs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Reads the one object of the media bucket whose key begins so, and checks its content type.</summary>
    public async Task<byte[]> ReadMediaAsync(string prefix, string contentType)
    {
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
            new AmazonS3Config { ServiceURL = _server!.ApiUrl.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        var listed = await s3.ListObjectsV2Async(new() { BucketName = _mediaBucket, Prefix = prefix }, TestContext.Current.CancellationToken);
        using var read = await s3.GetObjectAsync(_mediaBucket, Assert.Single(listed.S3Objects).Key, TestContext.Current.CancellationToken);
        Assert.Equal(contentType, read.Headers.ContentType);
        using var content = new MemoryStream();
        await read.ResponseStream.CopyToAsync(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }

    private string Url(string handler) => _server!.FunctionUrl(handler).ToString().TrimEnd('/');

    private async Task RunAsync(
        FunctionName function, Func<FunctionServices, IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> compose)
    {
        using var http = new HttpClient();
        var response = await http.GetStringAsync(new Uri(_server!.ApiUrl, $"/_localaws/functions/{function}/environment"), TestContext.Current.CancellationToken);
        var variables = JsonNode.Parse(response)!["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => (string)variable.Value!);
        _mediaBucket = variables.GetValueOrDefault("MEDIA_BUCKET") ?? _mediaBucket;
        var credentials = new SessionAWSCredentials(
            variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"], variables["AWS_SESSION_TOKEN"]);
        var endpoint = _server.ApiUrl.ToString();
        var clients = new TestAwsClients
        {
            DynamoDb = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
            S3 = new AmazonS3Client(
                credentials, new AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true }),
        };
        _clients.Add(clients.DynamoDb);
        _clients.Add(clients.S3);
        _functions.Add(ServeAsync($"{function}", compose(TestServices.Create(clients, variables, loggers: Logs))));
    }

    private async Task ServeAsync(string handler, IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> function)
    {
        using var process = new FunctionProcess(_server!.ApiUrl, handler);
        try
        {
            while (true)
            {
                var happened = await process.NextAsync(_stop.Token);
                var request = JsonSerializer.Deserialize(
                    Encoding.UTF8.GetBytes(happened.Payload), Json.GetTypeInfo(typeof(APIGatewayHttpApiV2ProxyRequest)));
                var response = await function.HandleAsync((APIGatewayHttpApiV2ProxyRequest)request!, new(happened.RequestId, null, _stop.Token));
                using var taken = await process.RespondAsync(happened.RequestId, JsonSerializer.Serialize(response, Json), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private async Task WaitForHealthAsync()
    {
        using var http = new HttpClient();
        using var deadline = new CancellationTokenSource(HealthBound);
        while (true)
        {
            using var response = await http.GetAsync(new Uri(_server!.ApiUrl, "/_localaws/health"), deadline.Token);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(20, deadline.Token);
        }
    }
}
