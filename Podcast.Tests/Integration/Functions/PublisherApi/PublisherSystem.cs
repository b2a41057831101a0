using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amazon;
using Amazon.CloudFront;
using Amazon.DynamoDBv2;
using Amazon.EventBridge;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
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
    private readonly List<Process> _processes = [];
    private readonly HttpClient _viewer = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly HttpClient _signed = new(new SigV4SigningHandler(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey), RegionEndpoint.USEast1, "lambda", new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }));

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

    /// <summary>The tables as an administrator sees them.</summary>
    public AmazonDynamoDBClient DynamoDb { get; private set; } = null!;

    /// <param name="dynamoDb">DynamoDB Local.</param>
    /// <param name="change">Changes the template before it is deployed.</param>
    public static async Task<PublisherSystem> StartAsync(Uri dynamoDb, Action<JsonObject>? change = null)
    {
        var system = new PublisherSystem();
        try
        {
            // The file's name is the stack's, and so part of the tables' names: every test has tables of its own.
            var template = Path.Combine(system._folder, $"T{Guid.NewGuid():N}"[..16] + ".template.json");
            var root = SynthesizedTemplate.Root.DeepClone().AsObject();
            change?.Invoke(root);
            await File.WriteAllTextAsync(template, root.ToJsonString());
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
            await system.RunHttpAsync(FunctionName.PublisherApi, PublisherApiFunction.Compose);
            await system.RunHttpAsync(FunctionName.Webhooks, WebhooksFunction.Compose);
            await system.RunHttpAsync(FunctionName.Feeds, FeedsFunction.Compose);
            system.S3 = new AmazonS3Client(
                new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
                new AmazonS3Config { ServiceURL = system._server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            system._clients.Add(system.S3);
            system.DynamoDb = new AmazonDynamoDBClient(
                new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
                new AmazonDynamoDBConfig { ServiceURL = system._server.ApiUrl.ToString(), AuthenticationRegion = "us-east-1" });
            system._clients.Add(system.DynamoDb);
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
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

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

    /// <summary>A request of the publisher whose body is no JSON.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(string method, string path, string body, string contentType)
    {
        using var request = new HttpRequestMessage(new(method), PublisherUrl + path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new(contentType);
        using var response = await _signed.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    /// <summary>A request of the publisher whose response is no JSON, and may be in S3.</summary>
    public async Task<(int Status, string Body)> ReadAsync(string path)
    {
        using var signed = await _signed.GetAsync(new Uri(PublisherUrl + path), TestContext.Current.CancellationToken);
        using var response = signed.Headers.Location is { } stored ? await _viewer.GetAsync(stored, TestContext.Current.CancellationToken) : signed;
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
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

    /// <summary>Runs a function that streams, rules or schedules start.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="compose">How it is composed.</param>
    /// <param name="result">How its result is written.</param>
    /// <param name="variables">Environment variables besides those of the template.</param>
    /// <param name="time">Its clock; null for the system's.</param>
    public Task RunAsync<TResult>(
        FunctionName function,
        Func<FunctionServices, IFunction<JsonElement, TResult>> compose,
        JsonTypeInfo<TResult> result,
        IReadOnlyDictionary<string, string>? variables = null,
        TimeProvider? time = null) => RunAsync(
            function,
            services =>
            {
                var composed = compose(services);
                return async (payload, invocation) =>
                {
                    using var document = JsonDocument.Parse(payload);
                    return JsonSerializer.Serialize(await composed.HandleAsync(document.RootElement, invocation), result);
                };
            },
            variables,
            time);

    /// <summary>Invokes a function that runs, and waits for its result.</summary>
    public async Task<JsonNode> InvokeAsync(FunctionName function, string payload)
    {
        var name = Stack.OfType("AWS::Lambda::Function").Single(one => one.Properties["Handler"]!.ToString() == $"{function}").PhysicalId;
        using var response = await _signed.PostAsync(
            new Uri(_server!.ApiUrl, $"/2015-03-31/functions/{name}/invocations"), new StringContent(payload), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode && !response.Headers.Contains("X-Amz-Function-Error"), body);
        return JsonNode.Parse(body)!;
    }

    /// <summary>The messages that a queue gets, as they come.</summary>
    /// <param name="queue">The queue's logical id, or its beginning.</param>
    public async Task<string> ReceiveAsync(string queue)
    {
        var url = Stack.OfType("AWS::SQS::Queue").Single(one => one.LogicalId.StartsWith(queue, StringComparison.Ordinal)).PhysicalId;
        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials(AccessKeyId, SecretAccessKey), new AmazonSQSConfig { ServiceURL = _server!.ApiUrl.ToString(), AuthenticationRegion = "us-east-1" });
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(HealthBound);
        while (true)
        {
            var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 1, WaitTimeSeconds = 1 }, deadline.Token);
            if (received.Messages is [var message, ..])
            {
                await sqs.DeleteMessageAsync(url, message.ReceiptHandle, deadline.Token);
                return message.Body;
            }
        }
    }

    private Task RunHttpAsync(
        FunctionName function, Func<FunctionServices, IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> compose) => RunAsync(
            function,
            services =>
            {
                var composed = compose(services);
                return async (payload, invocation) => JsonSerializer.Serialize(
                    await composed.HandleAsync(
                        (APIGatewayHttpApiV2ProxyRequest)JsonSerializer.Deserialize(
                            Encoding.UTF8.GetBytes(payload), Json.GetTypeInfo(typeof(APIGatewayHttpApiV2ProxyRequest)))!,
                        invocation),
                    Json);
            });

    private async Task RunAsync(
        FunctionName function, Func<FunctionServices, Func<string, Invocation, Task<string>>> compose, IReadOnlyDictionary<string, string>? more = null, TimeProvider? time = null)
    {
        var variables = await ReadEnvironmentAsync(function, more);
        var credentials = new SessionAWSCredentials(
            variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"], variables["AWS_SESSION_TOKEN"]);
        var endpoint = _server!.ApiUrl.ToString();
        var clients = new TestAwsClients
        {
            DynamoDb = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
            S3 = new AmazonS3Client(
                credentials, new AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true }),
            CloudFront = new AmazonCloudFrontClient(credentials, new AmazonCloudFrontConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
            EventBridge = new AmazonEventBridgeClient(credentials, new AmazonEventBridgeConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
            Sqs = new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" }),
        };
        _clients.Add(clients.DynamoDb);
        _clients.Add(clients.S3);
        _clients.Add(clients.CloudFront);
        _clients.Add(clients.EventBridge);
        _clients.Add(clients.Sqs);
        _functions.Add(ServeAsync($"{function}", compose(TestServices.Create(clients, variables, time, loggers: Logs))));
    }

    /// <summary>Runs a function as a process of its own, the real program, which may be killed.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="variables">Environment variables besides those of the template.</param>
    public async Task<Process> StartProcessAsync(FunctionName function, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Podcast.Functions.dll")) { UseShellExecute = false };
        foreach (var (name, value) in await ReadEnvironmentAsync(function, variables))
        {
            start.Environment[name] = value;
        }

        start.Environment["LAMBDA_TASK_ROOT"] = AppContext.BaseDirectory;
        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private async Task<Dictionary<string, string>> ReadEnvironmentAsync(FunctionName function, IReadOnlyDictionary<string, string>? more)
    {
        using var http = new HttpClient();
        var response = await http.GetStringAsync(new Uri(_server!.ApiUrl, $"/_localaws/functions/{function}/environment"), TestContext.Current.CancellationToken);
        var variables = JsonNode.Parse(response)!["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => (string)variable.Value!);
        foreach (var (variable, value) in more ?? new Dictionary<string, string>())
        {
            variables[variable] = value;
        }

        return variables;
    }

    private async Task ServeAsync(string handler, Func<string, Invocation, Task<string>> function)
    {
        using var process = new FunctionProcess(_server!.ApiUrl, handler);
        try
        {
            while (true)
            {
                var happened = await process.NextAsync(_stop.Token);
                var response = await function(happened.Payload, new(happened.RequestId, null, _stop.Token));
                using var taken = await process.RespondAsync(happened.RequestId, response, _stop.Token);
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
