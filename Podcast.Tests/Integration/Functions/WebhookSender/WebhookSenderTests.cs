using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions;
using Podcast.Functions.Domain;
using Podcast.Functions.EventPublisher;
using Podcast.Functions.WebhookSender;
using Podcast.Tests.Integration.Functions.PublisherApi;

namespace Podcast.Tests.Integration.Functions.WebhookSender;

/// <summary>Changes in the local AWS, and what arrives of them at the publisher's address: by stream, bus, rule and function.</summary>
public sealed class WebhookSenderTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string Older = "whsec_YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk=";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private PublisherSystem _system = null!;
    private EventReceiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _deadline.CancelAfter(TimeSpan.FromSeconds(90));
        _receiver = await EventReceiver.StartAsync();
        _system = await PublisherSystem.StartAsync(await dynamoDb.GetEndpointAsync(), template => Allow(template, "PublisherApi"));
        await _system.RunAsync(FunctionName.EventPublisher, EventPublisherFunction.Compose, EventPublisherJsonContext.Default.EventPublisherResult);
        await _system.CallAsync("POST", "/shows", new { id = "news", title = "News", description = "About.", author = "Somebody", language = "en" });
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _receiver.DisposeAsync();
        _deadline.Dispose();
    }

    [Fact]
    public async Task Event_WithAnAddressSet_ArrivesSignedWithTheLink()
    {
        await RunSenderAsync(allowPrivate: true);
        var (status, set) = await SetEndpointAsync();
        Assert.Equal(201, status);
        Assert.DoesNotContain("whsec_", set.ToJsonString(), StringComparison.Ordinal);

        var subscriber = await SubscribeAsync();
        var (headers, body) = await _receiver.NextAsync(_deadline.Token);
        var message = JsonNode.Parse(body)!;

        Assert.Equal("subscriber.created", (string?)message["type"]);
        Assert.Equal((string?)headers["webhook-id"], (string?)message["id"]);
        Assert.Equal("listener@example.com", (string?)message["data"]!["email"]);
        Assert.Equal(new Uri(_system.EdgeUrl, (string)subscriber["feeds"]!["news"]!).ToString(), (string?)message["data"]!["feeds"]!["news"]);
        AssertSigned(headers, body);
        Assert.DoesNotContain(_system.Logs.Lines, line =>
            line.Contains("listener@example.com", StringComparison.Ordinal) || line.Contains((string)subscriber["token"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_ThatTheAddressDoesNotTake_ComesAgainWithTheSameId()
    {
        await RunSenderAsync(allowPrivate: true);
        await SetEndpointAsync();
        _receiver.Status = 500;
        await SubscribeAsync();
        var (first, _) = await _receiver.NextAsync(_deadline.Token);
        await WaitForDeliveryAsync();
        Assert.Equal(0, (int?)(await _system.InvokeAsync(FunctionName.WebhookSender, "{}"))["waiting"]);

        _time.Advance(TimeSpan.FromMinutes(6));
        _receiver.Status = 200;
        var run = await _system.InvokeAsync(FunctionName.WebhookSender, "{}");
        var (second, body) = await _receiver.NextAsync(_deadline.Token);

        Assert.Equal(1, (int?)run["sent"]);
        Assert.Equal((string?)first["webhook-id"], (string?)second["webhook-id"]);
        AssertSigned(second, body);
        Assert.Equal("""{"sent":0,"waiting":0,"givenUp":0}""", (await _system.InvokeAsync(FunctionName.WebhookSender, "{}")).ToJsonString());
    }

    [Theory]
    [InlineData(503, 7)]
    [InlineData(307, 7)]
    [InlineData(410, 1)]
    public async Task Event_ThatIsNeverTaken_GoesIntoTheQueueWithoutTheAddress(int status, int attempts)
    {
        await RunSenderAsync(allowPrivate: true);
        await SetEndpointAsync();
        _receiver.Status = status;
        await SubscribeAsync();
        await _receiver.NextAsync(_deadline.Token);
        for (var attempt = 2; attempt <= attempts; attempt++)
        {
            await WaitForDeliveryAsync(attempt - 1);
            _time.Advance(TimeSpan.FromHours(13));
            await _system.InvokeAsync(FunctionName.WebhookSender, "{}");
            await _receiver.NextAsync(_deadline.Token);
        }

        var failed = JsonNode.Parse(await _system.ReceiveAsync("FunctionsWebhookSenderFailures"))!;

        Assert.Equal("subscriber.created", (string?)failed["type"]);
        Assert.DoesNotContain("listener@example.com", failed.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(failed["data"]!["feeds"]);
    }

    [Fact]
    public async Task Event_ForAPrivateAddress_IsNotSentUnlessAllowed()
    {
        await RunSenderAsync(allowPrivate: false);
        await SetEndpointAsync();
        await SubscribeAsync();
        await WaitForDeliveryAsync();

        Assert.Contains(_system.Logs.Lines, line => line.Contains("127.0.0.1 has no public address", StringComparison.Ordinal));
    }

    private static void Allow(JsonObject template, string handler) => template["Resources"]!.AsObject()
        .Select(resource => resource.Value!)
        .Single(resource => (string?)resource["Type"] == "AWS::Lambda::Function" && (string?)resource["Properties"]!["Handler"] == handler)
        ["Properties"]!["Environment"]!["Variables"]!["ALLOW_PRIVATE_ADDRESSES"] = "true";

    private static void AssertSigned(IHeaderDictionary headers, byte[] body)
    {
        var time = long.Parse((string)headers["webhook-timestamp"]!, CultureInfo.InvariantCulture);
        string[] expected =
        [
            .. ((string[])[Secret, Older]).Select(secret =>
                WebhookSecret.TryRead(secret, out var key) ? WebhookSignature.Sign(key, (string)headers["webhook-id"]!, time, body) : ""),
        ];
        Assert.Equal(string.Join(' ', expected), (string?)headers["webhook-signature"]);
    }

    private Task RunSenderAsync(bool allowPrivate) => _system.RunAsync(
        FunctionName.WebhookSender,
        WebhookSenderFunction.Compose,
        WebhookSenderJsonContext.Default.WebhookSenderResult,
        new Dictionary<string, string> { ["ALLOW_PRIVATE_ADDRESSES"] = allowPrivate ? "true" : "" },
        _time);

    private Task<(int Status, JsonNode Body)> SetEndpointAsync() =>
        _system.CallAsync("PUT", "/event-endpoint", new { url = _receiver.Url.ToString(), secrets = new[] { Secret, Older } });

    private async Task<JsonNode> SubscribeAsync()
    {
        var (status, subscriber) = await _system.CallAsync(
            "POST", "/subscribers", new { email = "listener@example.com", shows = new[] { "news" }, expiresAt = "2099-01-01T00:00:00Z" });
        Assert.Equal(201, status);
        return subscriber;
    }

    private async Task WaitForDeliveryAsync(int attempts = 1)
    {
        while ((await _system.DynamoDb.ScanAsync(new() { TableName = _system.Stack.Outputs["CatalogTable"] }, _deadline.Token)).Items
            .All(item => !item["pk"].S.StartsWith("DELIVERY#", StringComparison.Ordinal) || item["attempts"].N != attempts.ToString(CultureInfo.InvariantCulture)))
        {
            await Task.Delay(20, _deadline.Token);
        }
    }
}
