using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Functions.Removals;
using Podcast.Functions.Transcoding;
using Podcast.Functions.Webhooks;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.Functions.ShowImporter;
using Podcast.Tests.Integration.Functions.Webhooks;
using Podcast.Tests.Integration.LocalAws.MediaConvert;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Uses the whole system once, every function with its own role, and keeps what each was allowed on the way.</summary>
public sealed partial class FullSystemScenario(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private const string AccessKeyId = "AKIATESTADMINISTRATOR";
    private const string SecretAccessKey = "a secret of this test alone";
    private const string WebhookSecret = "whsec_a_secret_of_this_test";

    // The header of a frame, which is all that is checked.
    private static readonly byte[] Mp3 = [0xFF, 0xFB, 0x90, 0x00];

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _stackName = $"Drive{Guid.NewGuid():N}"[..14];
    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly CallRecorder _recorder = new();
    private readonly FunctionProcesses _processes = new();
    private readonly MetricRecorder _metrics = new();
    private readonly ConcurrentBag<string> _tokens = [];
    private readonly HttpClient _viewer = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly HttpClient _signed = new(new SigV4SigningHandler(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey), RegionEndpoint.USEast1, "lambda", new SocketsHttpHandler { UseProxy = false }));

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly CancellationTokenSource _deadline = new(Bound);
    private LocalAwsServer? _server;

    internal StackIdentity Identity => Stack.Identity;

    internal IReadOnlyCollection<RecordedCall> Calls => _recorder.Calls;

    /// <summary>Requests of ordinary use that were refused.</summary>
    public IReadOnlyCollection<string> Refusals => _recorder.Refusals;

    /// <summary>Responses that were not as expected.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>What the functions wrote to their log.</summary>
    public IReadOnlyCollection<string> Log => _processes.Output;

    /// <summary>The attributes of all metrics of the local AWS.</summary>
    internal ICollection<string> MetricAttributes => _metrics.Attributes;

    /// <summary>What nothing may tell: keys, secrets and subscribers' tokens.</summary>
    internal IReadOnlyCollection<string> Secrets => [SecretAccessKey, WebhookSecret, .. _tokens];

    private Stack Stack => _server!.Services.GetRequiredService<StackHost>().Current;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, $"{_stackName}.template.json");
        await File.WriteAllTextAsync(template, SynthesizedTemplate.Text);
        _server = await LocalAwsServer.StartAsync(
            new()
            {
                TemplatePath = template,
                StoragePath = Path.Combine(_folder, "objects"),
                DynamoDbEndpoint = await dynamoDb.GetEndpointAsync(),
                AccessKeyId = AccessKeyId,
                SecretAccessKey = SecretAccessKey,
                FunctionUrlPorts = { ["PublisherApi"] = 0, ["Webhooks"] = 0 },
            },
            services => services.AddSingleton<IAuthorizationObserver>(_recorder));
        var functions = _server.Services.GetRequiredService<FunctionRegistry>();
        _processes.Start(functions);
        await WaitAsync("the functions", () => functions.All.All(function => function.Pending is null));
        await WaitAsync("the event source mapping", () => _server.Services.GetServices<Podcast.LocalAws.Core.Health.IHealthPart>().All(part => !part.Problems.Any()));
        foreach (var part in new Func<Task>[] { PublishAsync, ManageSubscribersAsync, ReceiveWebhooksAsync, ListenAsync, CountDownloadsAsync, RunSchedulesAsync, SendEventsAsync, MoveAsync, TranscodeAsync, TakeDownAsync, MeetRareCircumstancesAsync, EmptyBucketsAsync })
        {
            await TryAsync(part);
        }

        _processes.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        _processes.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _metrics.Dispose();
        _viewer.Dispose();
        _signed.Dispose();
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Each part by itself: what one of them lacks is reported together with what the others lack.
    private async Task TryAsync(Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception fault) when (fault is NullReferenceException or InvalidOperationException or HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
        {
            _faults.Enqueue($"{part.Method.Name}: {fault}");
        }
    }

    private async Task PublishAsync()
    {
        await ApiAsync("POST", "shows", """{"id":"news","title":"News","description":"About.","author":"Somebody","language":"en"}""");
        await ApiAsync("GET", "shows");
        await ApiAsync("GET", "shows/news");
        await ApiAsync("PATCH", "shows/news", """{"title":"The news"}""");
        var episode = await ApiAsync(
            "POST",
            "shows/news/episodes",
            """{"id":"one","title":"One","description":"First.","durationSeconds":1,"contentType":"audio/mpeg","contentLength":4,"publishedAt":"2026-01-02T03:04:05Z"}""");
        await UploadAsync(episode["upload"]!, Mp3);
        await ApiAsync("POST", "shows/news/episodes/one/upload/complete");
        var checkedByEvent = await ApiAsync(
            "POST",
            "shows/news/episodes",
            """{"id":"event","title":"Event","description":"Checked by its event.","durationSeconds":1,"contentType":"audio/mpeg","contentLength":4}""");
        await UploadAsync(checkedByEvent["upload"]!, Mp3);
        await WaitAsync("the uploaded audio", async () => (await ApiAsync("GET", "shows/news/episodes/event"))["status"]?.ToString() == "ready");
        await ApiAsync("PATCH", "shows/news/episodes/one", """{"title":"Number one"}""");
        await ApiAsync("GET", "shows/news/episodes");
        await ViewAsync(await PutArtworkAsync("shows/news/artwork"));
    }

    /// <returns>Where it is delivered.</returns>
    private async Task<string> PutArtworkAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Publisher(path)) { Content = new ByteArrayContent(Images.Jpeg(1400, 1400)) };
        request.Content.Headers.ContentType = new("image/jpeg");
        using var response = await _signed.SendAsync(request, _deadline.Token);
        return JsonNode.Parse(await RequireAsync(response))!["artwork"]!.ToString();
    }

    private async Task ManageSubscribersAsync()
    {
        var id = (await SubscribeAsync("a@example.com"))["id"]!.ToString();
        foreach (var status in new[] { "active", "lapsed", "revoked" })
        {
            await ApiAsync("GET", $"subscribers?status={status}");
        }

        await ApiAsync("POST", "subscribers/search", """{"email":"a@example.com"}""");
        await ApiAsync("GET", $"subscribers/{id}");
        await ApiAsync("GET", $"subscribers/{id}/feeds");
        await ApiAsync("PATCH", $"subscribers/{id}", """{"plan":"gold"}""");
        await ApiAsync("POST", $"subscribers/{id}/renew", """{"expiresAt":"2032-01-01T00:00:00Z"}""");
        await ApiAsync("POST", $"subscribers/{id}/rotate");
        await ApiAsync("POST", $"subscribers/{id}/revoke");
        await ApiAsync("POST", $"subscribers/{id}/restore");
        await ApiAsync("DELETE", $"subscribers/{id}");
        await SendAsync(_signed, "POST", Publisher("imports/2026/lines"), "email,shows,expiresAt\r\nb@example.com,news,2032-01-01T00:00:00Z\r\n", "text/csv");
        await SendAsync(_signed, "GET", Publisher("exports/subscribers?tokens=true"));
        await ApiAsync("GET", "signing-keys");
        var key = (await ApiAsync("GET", "signing-keys"))["keys"]?[0]?["id"]?.ToString() ?? "01";
        await TryApiAsync("POST", "signing-keys", $$"""{"replaces":"{{key}}"}""");
        await TryApiAsync("POST", $"signing-keys/{key}/reissue", "{}");
        await TryApiAsync("POST", $"signing-keys/{key}/retire");
    }

    private async Task ReceiveWebhooksAsync()
    {
        await ApiAsync("PUT", "providers/stripe", $$"""{"secrets":["{{WebhookSecret}}"],"graceSeconds":3600,"plans":[{"price":"price_gold","plan":"gold","shows":["news"]}]}""");
        await ApiAsync("GET", "providers/stripe");
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (type, id, time, email) in new[]
        {
            ("created", "evt_1", now.AddMinutes(-2), "listener@example.com"), ("updated", "evt_2", now.AddMinutes(-1), "listener@example.com"),
            ("updated", "evt_2", now.AddMinutes(-1), "listener@example.com"), ("updated", "evt_3", now, "moved@example.com"),
        })
        {
            var body = StripeEvents.Subscription(type, id, time, now.AddDays(30), email: email);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server!.FunctionUrl("Webhooks"), "webhooks/stripe"))
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Stripe-Signature", StripeSignature.Sign(WebhookSecret, Encoding.UTF8.GetBytes(body), now));
            using var response = await _viewer.SendAsync(request, _deadline.Token);
            await RequireAsync(response);
        }

        await ApiAsync("DELETE", "providers/stripe");
    }

    private async Task ListenAsync()
    {
        var subscriber = await SubscribeAsync("listener@example.org");
        var feed = new Uri(subscriber["feeds"]!["news"]!.ToString(), UriKind.RelativeOrAbsolute);
        var path = feed.IsAbsoluteUri ? feed.AbsolutePath : feed.ToString();
        var store = Store();
        await WaitAsync("the subscriber at the edge", () => store.Current.Entries.Count >= 2);
        await ViewAsync(path);
        var audio = new Uri(System.Text.RegularExpressions.Regex.Match(
            await _viewer.GetStringAsync(new Uri(_server!.EdgeUrl, path), _deadline.Token), "<enclosure url=\"([^\"]+)\"").Groups[1].Value).AbsolutePath;
        await ViewAsync(audio);

        // Without its entry the subscriber is decided by the table; without any entry at all, the edge cannot tell who signed a token.
        var keys = store.Current.Entries.Select(entry => entry.Key).ToList();
        foreach (var left in new[] { 1, 0 })
        {
            store.Update(store.Current.ETag, [], [.. store.Current.Entries.Select(entry => entry.Key).Where((key, index) => index >= left || key.Length > 8).Take(50)]);
            await ViewAsync(path);
            await ViewAsync(audio);
        }

        using (_server!.Services.GetRequiredService<FaultInjector>().Use(new Fault(FaultServices.EdgeStore, FaultKind.Outage)))
        {
            await ViewAsync(path);
            await ViewAsync(audio);
        }
    }

    // What ListenAsync has listened to, as soon as the log is delivered.
    private async Task CountDownloadsAsync()
    {
        await WaitAsync("the downloads", async () =>
        {
            await SendAsync(_viewer, "POST", new(_server!.ApiUrl, "/_localaws/access-logs/flush"), null);
            return (await ApiAsync("GET", "shows/news/statistics"))["downloads"]?.GetValue<int>() > 0;
        });
    }

    private async Task RunSchedulesAsync()
    {
        await SubscribeAsync("late@example.org", TimeProvider.System.GetUtcNow().AddSeconds(2));
        var failed = Stack.OfType("AWS::Lambda::EventSourceMapping").Single(IsOfStreamProcessor).Properties["DestinationConfig"]!["OnFailure"]!["Destination"]!.ToString();
        var queues = _server!.Services.GetRequiredService<IQueueSender>();
        using (var table = NewTableClient())
        {
            await table.PutItemAsync(Stack.Outputs["SubscribersTable"], new() { ["pk"] = new("SUBSCRIBER#bad") }, _deadline.Token);
        }

        queues.Send(failed, """{"condition":"InvalidItem","itemKey":"SUBSCRIBER#nobody","sequenceNumber":"1"}""");
        queues.Send(failed, """{"condition":"InvalidItem","itemKey":"SUBSCRIBER#bad","sequenceNumber":"2"}""");
        await InvokeAsync("Reconcile", "{}");
        await InvokeAsync("Reconcile", """{"operation":"replay"}""");
        await WaitAsync("the subscription's end", async () => (await InvokeAsync("SubscriberCleanup", "{}"))["expired"]?.GetValue<int>() > 0);
        await InvokeAsync("AutoTranscoding", "{}");
        await AnnounceAsync();
    }

    // An episode that waits for its time, and whose announcement comes too early.
    private async Task AnnounceAsync()
    {
        var soon = await ApiAsync(
            "POST",
            "shows/news/episodes",
            """{"id":"soon","title":"Soon","description":"Later.","durationSeconds":1,"contentType":"audio/mpeg","contentLength":4,"publishedAt":"2090-01-01T00:00:00Z"}""");
        await UploadAsync(soon["upload"]!, Mp3);
        await ApiAsync("POST", "shows/news/episodes/soon/upload/complete");
        await WaitForCallAsync("EventPublisher", "dynamodb:PutItem");
        using var table = NewTableClient();
        await table.UpdateItemAsync(
            new()
            {
                TableName = Stack.Outputs["CatalogTable"],
                Key = new() { ["pk"] = new("ANNOUNCEMENT#news"), ["sk"] = new("soon") },
                UpdateExpression = "SET workAt = :past",
                ExpressionAttributeValues = new() { [":past"] = new() { N = "1" } },
            },
            _deadline.Token);
        await InvokeAsync("EventPublisher", "{}");
        RequireCall("EventPublisher", "dynamodb:DeleteItem");
    }

    // To an address that does not exist, until the delivery is given up.
    private async Task SendEventsAsync()
    {
        await ApiAsync("PUT", "event-endpoint", """{"url":"https://hooks.invalid/","secrets":["whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="]}""");
        await SubscribeAsync("told@example.org");
        await WaitForCallAsync("WebhookSender", "dynamodb:PutItem");
        using var table = NewTableClient();
        var name = Stack.Outputs["CatalogTable"];
        foreach (var attempts in new[] { 1, 6 })
        {
            Dictionary<string, AttributeValue>? waiting = null;
            // A call is recorded before the table has carried it out.
            await WaitAsync("the delivery", async () => (waiting = await FindDeliveryAsync(table, name)) is not null);
            (waiting!["attempts"], waiting["workAt"]) = (new() { N = $"{attempts}" }, new() { N = "1" });
            await table.PutItemAsync(name, waiting, _deadline.Token);
            await InvokeAsync("WebhookSender", "{}");
        }

        foreach (var action in new[] { "dynamodb:UpdateItem", "dynamodb:DeleteItem", "sqs:SendMessage" })
        {
            RequireCall("WebhookSender", action);
        }

        await ApiAsync("DELETE", "event-endpoint");
    }

    private async Task<Dictionary<string, AttributeValue>?> FindDeliveryAsync(AmazonDynamoDBClient table, string name)
    {
        var request = new ScanRequest { TableName = name };
        ScanResponse page;
        do
        {
            page = await table.ScanAsync(request, _deadline.Token);
            if (page.Items.Find(item => item["pk"].S.StartsWith("DELIVERY#", StringComparison.Ordinal)) is { } delivery)
            {
                return delivery;
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (page.LastEvaluatedKey is { Count: > 0 });

        return null;
    }

    // A show from a host in this process, and one that is due again.
    private async Task MoveAsync()
    {
        await using var host = await FeedHost.StartAsync();
        host.Put("art.png", Images.Png(1400, 1400), "image/png");
        host.Put("one.mp3", [.. Mp3, .. new byte[600]], "audio/mpeg");
        var feed = $"""
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Moved</title><description>About.</description><language>en</language>
            <itunes:author>Ada</itunes:author><itunes:image href="{host.Url}art.png"/>
            <item><title>One</title><description>First.</description><guid>1</guid><pubDate>Mon, 06 Jan 2020 07:00:00 GMT</pubDate><enclosure url="{host.Url}one.mp3" length="1" type="audio/mpeg"/>
            <podcast:chapters url="{host.Url}chapters.json" type="application/json+chapters"/></item>
            </channel></rss>
            """;
        host.Put("chapters.json", [.. """{"version":"1.2.0","chapters":[{"startTime":0,"title":"Start"}]}"""u8], "application/json+chapters");
        var import = JsonNode.Parse(await SendAsync(_signed, "POST", Publisher("imports/shows?show=moved"), feed, "application/rss+xml"))!["id"]!.ToString();
        await WaitAsync("the import", async () => (await ApiAsync("GET", $"imports/{import}"))["state"]?.ToString() == "done");
        var exported = System.Xml.Linq.XDocument.Parse(await SendAsync(_signed, "GET", Publisher("shows/moved/export")));
        await SendAsync(_viewer, "GET", new Uri(exported.Descendants("enclosure").Single().Attribute("url")!.Value));

        using var table = NewTableClient();
        var key = (await table.ScanAsync(new ScanRequest { TableName = Stack.Outputs["CatalogTable"] }, _deadline.Token)).Items
            .First(item => item["pk"].S == $"IMPORT#{import}" && item["sk"].S.StartsWith("EPISODE#", StringComparison.Ordinal));
        key["state"] = new("waiting");
        key["work"] = new("import");
        key["workAt"] = new() { N = "1" };
        key["uploadId"] = new("gone");
        await table.UpdateItemAsync(
            new()
            {
                TableName = Stack.Outputs["CatalogTable"],
                Key = RecordingItems.Key("moved", key["sk"].S["EPISODE#".Length..]),
                UpdateExpression = "SET #status = :awaiting",
                ExpressionAttributeNames = new() { ["#status"] = "status" },
                ExpressionAttributeValues = new() { [":awaiting"] = new(RecordingStatus.AwaitingUpload) },
            },
            _deadline.Token);
        await table.PutItemAsync(Stack.Outputs["CatalogTable"], key, _deadline.Token);
        await InvokeAsync("ShowImporter", "{}");
        await WaitForCallAsync("ShowImporter", "s3:ListMultipartUploadParts");
    }

    private bool IsOfStreamProcessor(StackResource mapping) => mapping.Properties["FunctionName"]?.ToString()
        == Stack.OfType("AWS::Lambda::Function").Single(function => function.Properties["Handler"]?.ToString() == "StreamProcessor").PhysicalId;

    private async Task TranscodeAsync()
    {
        if (!MediaConvertFixture.HasTools)
        {
            return;
        }

        var wave = await RecordAsync(_folder);
        var created = await ApiAsync(
            "POST", "shows/news/episodes", $$"""{"id":"two","title":"Two","description":"Recorded.","recording":{"contentLength":{{wave.Length}} } }""");
        await UploadAsync(created["upload"]!["parts"]![0]!, wave);
        await TryApiAsync("GET", "shows/news/episodes/two/upload");
        await ApiAsync("POST", "shows/news/episodes/two/upload/complete");
        string? status = null;
        await WaitAsync("the transcoded episode", async () => (status = (await ApiAsync("GET", "shows/news/episodes/two"))["status"]?.ToString()) is "ready" or "failed");
        if (await ApiAsync("GET", "shows/news/episodes/two") is var two && two["chapters"] is null)
        {
            _faults.Enqueue($"The recording's chapters were not found: {two}");
        }

        if (status != "ready")
        {
            _faults.Enqueue($"The episode is {status}: {await ApiAsync("GET", "shows/news/episodes/two")}");
        }

        await ApiAsync("POST", "shows/news/episodes", """{"id":"three","title":"Three","description":"Not sent.","recording":{"contentLength":100}}""");
        await ApiAsync("DELETE", "shows/news/episodes/three/upload");
    }

    private async Task TakeDownAsync()
    {
        await ApiAsync("PATCH", "shows/news/episodes/one", """{"state":"unpublished"}""");
        await ApiAsync("PATCH", "shows/news/episodes/one", """{"state":"published"}""");
        await ApiAsync("DELETE", "shows/news/episodes/one");
        await ApiAsync("POST", "shows", """{"id":"short","title":"Short","description":"About.","author":"Somebody","language":"en"}""");
        await ApiAsync("POST", "shows/short/episodes", """{"id":"one","title":"One","description":"First.","recording":{"contentLength":100}}""");
        await ApiAsync("DELETE", "shows/short");

        // As if the requests had been interrupted.
        using var s3 = NewStorageClient();
        using var table = NewTableClient();
        foreach (var (key, show) in new[] { ("media/gone/one/1/one.mp3", null), ("media/old/one/1/one.mp3", "old") })
        {
            await s3.PutObjectAsync(new() { BucketName = Stack.Outputs["MediaBucket"], Key = key, ContentBody = "audio" }, _deadline.Token);
            var removal = show is null
                ? new Removal("media/gone/one/", IsErased: false, 1)
                : new Removal("media/old/one/1/", IsErased: true, 1) { IngestPrefix = "old/", DeletedShow = show };
            await s3.PutObjectAsync(new() { BucketName = Stack.Outputs["IngestBucket"], Key = "old/one/1", ContentBody = "audio" }, _deadline.Token);
            await table.PutItemAsync(Stack.Outputs["CatalogTable"], RemovalItems.From(removal), _deadline.Token);
        }

        await table.PutItemAsync(Stack.Outputs["CatalogTable"], RecordingItems.Key("old", "two"), _deadline.Token);
        await InvokeAsync("MediaCleanup", "{}");
    }

    // As CloudFormation does when the stack is destroyed. The responses go into the bucket that is emptied first.
    private async Task EmptyBucketsAsync()
    {
        using var s3 = NewStorageClient();
        string[] buckets = [Stack.Outputs["LogBucket"], Stack.Outputs["IngestBucket"], Stack.Outputs["MediaBucket"]];
        foreach (var bucket in buckets)
        {
            await s3.PutObjectAsync(new() { BucketName = bucket, Key = "one", ContentBody = "one" }, _deadline.Token);
            await s3.InitiateMultipartUploadAsync(bucket, "two", _deadline.Token);
            var address = await s3.GetPreSignedURLAsync(new()
            {
                BucketName = buckets[0],
                Key = bucket,
                Verb = HttpVerb.PUT,
                Protocol = Protocol.HTTP,
                Expires = TimeProvider.System.GetUtcNow().AddMinutes(10).UtcDateTime,
            });
            await InvokeAsync("EmptyBucket", new JsonObject
            {
                ["RequestType"] = "Delete",
                ["ResponseURL"] = address,
                ["StackId"] = "stack",
                ["RequestId"] = "request",
                ["LogicalResourceId"] = "resource",
                ["ResourceProperties"] = new JsonObject { ["BucketName"] = bucket },
            }.ToJsonString());
            using var reader = new StreamReader((await s3.GetObjectAsync(buckets[0], bucket, _deadline.Token)).ResponseStream);
            var text = await reader.ReadToEndAsync(_deadline.Token);
            if (!text.Contains("SUCCESS", StringComparison.Ordinal) || (bucket != buckets[0] && (await s3.ListVersionsAsync(bucket, _deadline.Token)).Versions is { Count: > 0 }))
            {
                _faults.Enqueue($"{bucket} is not empty: {text}");
            }
        }
    }

    private async Task<JsonNode> SubscribeAsync(string email, DateTimeOffset? expiresAt = null)
    {
        var subscriber = await ApiAsync(
            "POST",
            "subscribers",
            $$"""{"email":"{{email}}","shows":["news"],"expiresAt":"{{expiresAt ?? new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
        _tokens.Add(subscriber["feeds"]!["news"]!.ToString().Split('/')[1]);
        return subscriber;
    }

    private AmazonDynamoDBClient NewTableClient() => new(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey), new AmazonDynamoDBConfig { ServiceURL = _server!.ApiUrl.ToString(), AuthenticationRegion = "us-east-1" });

    private AmazonS3Client NewStorageClient() => new(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
        new AmazonS3Config { ServiceURL = _server!.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    private KeyValueStoreState Store() => _server!.Services.GetRequiredService<KeyValueStoreRegistry>().Find(Stack.OfType("AWS::CloudFront::KeyValueStore").Single().GetAtt("Arn"))!;

    private Uri Publisher(string path) => new(_server!.FunctionUrl("PublisherApi"), path);

    private async Task<JsonNode> ApiAsync(string method, string path, string? body = null) =>
        JsonNode.Parse(await SendAsync(_signed, method, Publisher(path), body, method == "PATCH" ? "application/merge-patch+json" : "application/json")) ?? new JsonObject();

    // What the API may refuse for reasons of its own: only the permissions count here.
    private async Task TryApiAsync(string method, string path, string? body = null)
    {
        using var response = await ExchangeAsync(_signed, method, Publisher(path), body, "application/json");
        Assert.True((int)response.StatusCode < 500, $"{method} {path}: {response.StatusCode}");
    }

    private async Task<JsonNode> InvokeAsync(string handler, string payload)
    {
        var name = _server!.Services.GetRequiredService<FunctionRegistry>().Find(handler)!.Configuration.Name;
        var url = new Uri(_server.ApiUrl, $"/2015-03-31/functions/{name}/invocations");
        using var response = await ExchangeAsync(_signed, "POST", url, payload, "application/json");
        var body = await RequireAsync(response);
        if (response.Headers.Contains("X-Amz-Function-Error"))
        {
            _faults.Enqueue($"{handler}: {body}");
        }

        return JsonNode.Parse(body) ?? new JsonObject();
    }

    private async Task ViewAsync(string path)
    {
        using var response = await _viewer.GetAsync(new Uri(_server!.EdgeUrl, path), _deadline.Token);
        if (response.Headers.Location is { } location)
        {
            using var redirected = await _viewer.GetAsync(new Uri(_server.EdgeUrl, location), _deadline.Token);
            Assert.True((int)redirected.StatusCode < 500, $"{redirected.StatusCode}");
        }

        Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(_deadline.Token)}");
    }

    private async Task UploadAsync(JsonNode upload, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, upload["url"]!.ToString()) { Content = new ByteArrayContent(content) };
        if (upload["headers"]?["content-type"]?.ToString() is { } type)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var response = await _viewer.SendAsync(request, _deadline.Token);
        await RequireAsync(response);
    }

    private async Task<string> SendAsync(HttpClient client, string method, Uri url, string? body = null, string contentType = "application/json")
    {
        using var response = await ExchangeAsync(client, method, url, body, contentType);
        return await RequireAsync(response) is { Length: > 0 } text ? text : "{}";
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpClient client, string method, Uri url, string? body, string contentType)
    {
        using var request = new HttpRequestMessage(new(method), url);
        if (method is "PATCH" or "DELETE")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return await client.SendAsync(request, _deadline.Token);
    }

    private async Task<string> RequireAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(_deadline.Token);
        if ((int)response.StatusCode >= 400)
        {
            _faults.Enqueue($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}: {response.StatusCode} {body}");
        }

        return body;
    }

    private Task WaitAsync(string what, Func<bool> condition) => WaitAsync(what, () => Task.FromResult(condition()));

    private async Task WaitAsync(string what, Func<Task<bool>> condition)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
            patience.CancelAfter(Patience);
            while (!await condition())
            {
                await Task.Delay(50, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _faults.Enqueue($"Waiting for {what} took too long.");
        }
    }

    // With chapters, which are taken over into the media bucket.
    private static async Task<byte[]> RecordAsync(string folder)
    {
        var (metadata, recording) = (Path.Combine(folder, "metadata.txt"), Path.Combine(folder, "recording.mp3"));
        await File.WriteAllTextAsync(metadata, ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Begin\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=End\n");
        await MediaConvertFixture.RunAsync(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=d=2:r=44100", "-i", metadata, "-map_metadata", "1", "-ac", "2", "-c:a", "libmp3lame", recording]);
        return await File.ReadAllBytesAsync(recording);
    }
}
