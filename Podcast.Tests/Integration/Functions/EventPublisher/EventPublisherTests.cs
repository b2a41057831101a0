using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions;
using Podcast.Functions.EventPublisher;
using Podcast.Tests.Integration.Functions.PublisherApi;

namespace Podcast.Tests.Integration.Functions.EventPublisher;

/// <summary>What a publisher does in the local AWS, and what a rule of somebody else on the stack's bus gets of it by way of the tables' streams.</summary>
public sealed class EventPublisherTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private PublisherSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await PublisherSystem.StartAsync(await dynamoDb.GetEndpointAsync(), TakeEvents);
        await _system.RunAsync(FunctionName.EventPublisher, EventPublisherFunction.Compose, EventPublisherJsonContext.Default.EventPublisherResult, time: _time);
        await _system.CallAsync("POST", "/shows", new { id = "news", title = "News", description = "About.", author = "Somebody", language = "en" });
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Rule_OnTheBus_GetsWhatHappensToASubscriber()
    {
        var (_, subscriber) = await _system.CallAsync(
            "POST", "/subscribers", new { email = "listener@example.com", shows = new[] { "news" }, expiresAt = "2031-01-01T00:00:00Z", plan = "gold" });
        var id = (string)subscriber["id"]!;
        var created = await ReceiveAsync();

        Assert.Equal("subscriber.created", (string?)created["detail-type"]);
        Assert.Equal("podcast", (string?)created["source"]);
        Assert.Equal("subscriber.created", (string?)created["detail"]!["type"]);
        Assert.Equal(id, (string?)created["detail"]!["data"]!["subscriber"]);
        Assert.Equal("gold", (string?)created["detail"]!["data"]!["plan"]);
        Assert.DoesNotContain("listener@example.com", created.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain((string)subscriber["token"]!, created.ToJsonString(), StringComparison.Ordinal);

        await _system.CallAsync("POST", $"/subscribers/{id}/renew", new { expiresAt = "2032-01-01T00:00:00Z" });
        Assert.Equal("subscriber.renewed", (string?)(await ReceiveAsync())["detail-type"]);
        await _system.CallAsync("POST", $"/subscribers/{id}/rotate");
        Assert.Equal("subscriber.rotated", (string?)(await ReceiveAsync())["detail-type"]);
        await _system.CallAsync("POST", $"/subscribers/{id}/revoke");
        var ended = await ReceiveAsync();
        Assert.Equal("subscriber.ended", (string?)ended["detail-type"]);
        Assert.Equal("revoked", (string?)ended["detail"]!["data"]!["reason"]);
        Assert.DoesNotContain(_system.Logs.Lines, line => line.Contains("listener@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rule_OnTheBus_GetsWhatBecomesOfAnEpisode()
    {
        byte[] audio = [0xFF, 0xFB, 0x90, 0x00];
        var (_, good) = await CreateEpisodeAsync("good", audio.Length, "2026-01-02T03:04:05Z");
        await _system.UploadAsync(good["upload"]!, audio);
        await _system.CallAsync("POST", "/shows/news/episodes/good/upload/complete");
        var published = await ReceiveAsync();

        Assert.Equal("episode.published", (string?)published["detail-type"]);
        Assert.Equal("""{"show":"news","episode":"good","title":"Episode","publishedAt":"2026-01-02T03:04:05+00:00"}""", published["detail"]!["data"]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));

        byte[] page = [.. "<html>no audio"u8];
        var (_, bad) = await CreateEpisodeAsync("bad", page.Length, "2026-01-02T03:04:05Z");
        await _system.UploadAsync(bad["upload"]!, page);
        await _system.CallAsync("POST", "/shows/news/episodes/bad/upload/complete");
        var failed = await ReceiveAsync();

        Assert.Equal("episode.failed", (string?)failed["detail-type"]);
        Assert.Contains("does not begin like it", (string?)failed["detail"]!["data"]!["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_WhenAnEpisodesTimeHasCome_PublishesItOnce()
    {
        byte[] audio = [0xFF, 0xFB, 0x90, 0x00];
        var at = _time.GetUtcNow().AddHours(1);
        var (_, soon) = await CreateEpisodeAsync("soon", audio.Length, $"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        await _system.UploadAsync(soon["upload"]!, audio);
        await _system.CallAsync("POST", "/shows/news/episodes/soon/upload/complete");

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var key = new Dictionary<string, AttributeValue> { ["pk"] = new("ANNOUNCEMENT#news"), ["sk"] = new("soon") };
        while ((await _system.DynamoDb.GetItemAsync(_system.Stack.Outputs["CatalogTable"], key, deadline.Token)).Item is not { Count: > 0 })
        {
            await Task.Delay(20, deadline.Token);
        }

        Assert.Equal(0, (int?)(await _system.InvokeAsync(FunctionName.EventPublisher, "{}"))["published"]);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, (int?)(await _system.InvokeAsync(FunctionName.EventPublisher, "{}"))["published"]);
        Assert.Equal("soon", (string?)(await ReceiveAsync())["detail"]!["data"]!["episode"]);
        Assert.Equal(0, (int?)(await _system.InvokeAsync(FunctionName.EventPublisher, "{}"))["published"]);
    }

    private Task<(int Status, JsonNode Body)> CreateEpisodeAsync(string id, int length, string publishedAt) => _system.CallAsync(
        "POST",
        "/shows/news/episodes",
        new { id, title = "Episode", description = "About.", durationSeconds = 1, contentType = "audio/mpeg", contentLength = length, publishedAt });

    private async Task<JsonNode> ReceiveAsync() => JsonNode.Parse(await _system.ReceiveAsync("TakenEvents"))!;

    // A rule that somebody adds to the bus, and a queue that lets EventBridge in.
    private static void TakeEvents(JsonObject template)
    {
        var resources = template["Resources"]!.AsObject();
        var bus = resources.Single(resource => (string?)resource.Value!["Type"] == "AWS::Events::EventBus").Key;
        foreach (var (name, resource) in JsonNode.Parse($$"""
            {
              "TakenEvents": { "Type": "AWS::SQS::Queue" },
              "TakeEvents": { "Type": "AWS::Events::Rule", "Properties": {
                "EventBusName": { "Ref": "{{bus}}" }, "EventPattern": { "source": ["podcast"] },
                "Targets": [{ "Id": "queue", "Arn": { "Fn::GetAtt": ["TakenEvents", "Arn"] } }] } },
              "TakenEventsPolicy": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Queues": [{ "Ref": "TakenEvents" }], "PolicyDocument": {
                "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage",
                  "Resource": { "Fn::GetAtt": ["TakenEvents", "Arn"] }, "Condition": { "ArnEquals": { "aws:SourceArn": { "Fn::GetAtt": ["TakeEvents", "Arn"] } } } }] } } }
            }
            """)!.AsObject())
        {
            resources[name] = resource!.DeepClone();
        }
    }
}
