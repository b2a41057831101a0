using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.CloudFront;
using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Functions;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.Webhooks;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

/// <summary>
/// The deployed template in the local AWS, with the functions that publishers, payment providers and viewers call in this process: each acts as its role,
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
    private readonly HttpClient _viewer = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly HttpClient _signed = new(new SigV4SigningHandler(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey), RegionEndpoint.USEast1, "lambda", new SocketsHttpHandler { UseProxy = false }));

    private LocalAwsServer? _server;

    public CapturedLogs Logs { get; } = new();

    /// <summary>A folder that goes with the system.</summary>
    public string Folder => _folder;

    public string PublisherUrl => Url("PublisherApi");

    /// <summary>The distribution.</summary>
    public Uri EdgeUrl => _server!.EdgeUrl;

    public string WebhooksUrl => Url("Webhooks");

    public Stack Stack => _server!.Services.GetRequiredService<StackHost>().Current;

    public string MediaBucket => Stack.Outputs["MediaBucket"];

    public string IngestBucket => Stack.Outputs["IngestBucket"];

    /// <summary>The storage as an administrator sees it.</summary>
    public AmazonS3Client S3 { get; private set; } = null!;

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
            await system.RunAsync(FunctionName.Feeds, FeedsFunction.Compose);
            system.S3 = new AmazonS3Client(
                new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
                new AmazonS3Config { ServiceURL = system._server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            system._clients.Add(system.S3);
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
        _viewer.Dispose();
        _signed.Dispose();
        _stop.Dispose();
        Logs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A request of the publisher, which names any version.</summary>
    public async Task<(int Status, JsonNode Body)> CallAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new(method), PublisherUrl + path);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await SendAsync(request);
    }

    /// <summary>Sends a file of the publisher.</summary>
    public async Task PutAsync(string path, string contentType, string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, PublisherUrl + path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) };
        request.Content.Headers.ContentType = new(contentType);
        var (status, body) = await SendAsync(request);
        Assert.True(status == 200, body.ToJsonString());
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await _signed.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    /// <summary>Gives a token access, as the stream processor does.</summary>
    public SubscriberToken Admit(params string[] shows) => Admit(AccessEntry.Active(DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds(), shows));

    /// <summary>Gives a token an entry, as the stream processor does.</summary>
    public SubscriberToken Admit(AccessEntry entry)
    {
        var token = SubscriberToken.Create(SigningKey.Create("01"));
        var store = _server!.Services.GetRequiredService<KeyValueStoreRegistry>().Find(Stack.OfType("AWS::CloudFront::KeyValueStore").Single().GetAtt("Arn"))!;
        store.Update(store.Current.ETag, [new(token.Hash, entry.Encode())], []);
        return token;
    }

    /// <summary>A request of a podcast app.</summary>
    public async Task<(int Status, string? ContentType, string Body)> ViewAsync(string path)
    {
        using var response = await _viewer.GetAsync(new Uri(_server!.EdgeUrl, path), TestContext.Current.CancellationToken);
        return (
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Uploads as the API says.</summary>
    public async Task UploadAsync(JsonNode upload, byte[] content)
    {
        using var request = new HttpRequestMessage(new((string)upload["method"]!), (string)upload["url"]!) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new((string)upload["headers"]!["content-type"]!);
        using var response = await _viewer.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
    }

    private string Url(string handler) => _server!.FunctionUrl(handler).ToString().TrimEnd('/');

    private async Task RunAsync(
        FunctionName function, Func<FunctionServices, IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> compose)
    {
        using var http = new HttpClient();
        var response = await http.GetStringAsync(new Uri(_server!.ApiUrl, $"/_localaws/functions/{function}/environment"), TestContext.Current.CancellationToken);
        var variables = JsonNode.Parse(response)!["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => (string)variable.Value!);
        var credentials = new SessionAWSCredentials(
            variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"], variables["AWS_SESSION_TOKEN"]);
        var endpoint = _server.ApiUrl.ToString();
        var clients = new TestAwsClients
        {
            DynamoDb = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
            S3 = new AmazonS3Client(
                credentials, new AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true }),
            CloudFront = new AmazonCloudFrontClient(credentials, new AmazonCloudFrontConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
        };
        _clients.Add(clients.DynamoDb);
        _clients.Add(clients.S3);
        _clients.Add(clients.CloudFront);
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
