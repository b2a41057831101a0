using System.Net;
using System.Text.Json.Nodes;
using Amazon.CloudFrontKeyValueStore;
using Amazon.S3.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

/// <summary>
/// Decision 0127: two stores, each with an edge function of its own, behind one distribution. A store's subscribers have tokens of its signing keys; the second
/// character of the key's id is the store's, so that a path pattern chooses the function. Edge function and stream processor are those that are deployed.
/// </summary>
public sealed class TwoStoresTests : IAsyncDisposable
{
    private const string Table = "Subscribers";

    private readonly Dictionary<string, SigningKey> _keys = new[] { "01", "02", "12" }.ToDictionary(id => id, id => SigningKey.Create(id));
    private readonly ScriptedTable _table = new();
    private readonly ScriptedQueue _queue = new();
    private readonly Dictionary<char, AmazonCloudFrontKeyValueStoreClient> _clients = [];
    private readonly Dictionary<char, StreamProcessorFunction> _processors = [];
    private CloudFrontSystem? _system;
    private int _sequence;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    private CloudFrontSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        _queue.Dispose();
        _table.Dispose();
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }
    }

    [Fact]
    public async Task Audio_OfSubscribersOfBothStores_IsDecidedByTheirOwnAndSharesOneCache()
    {
        await StartAsync();
        var first = await SubscribeAsync("01", 1);
        var second = await SubscribeAsync("02", 2);
        var rotated = await SubscribeAsync("12", 3);

        var results = new[] { await GetAsync(first), await GetAsync(second), await GetAsync(rotated) };

        Assert.Equal([(HttpStatusCode.OK, "Miss"), (HttpStatusCode.OK, "Hit"), (HttpStatusCode.OK, "Hit")], results);
        Assert.Equivalent(new[] { first.Hash, "k01" }, await KeysAsync('1'), strict: true);
        Assert.Equivalent(new[] { second.Hash, rotated.Hash, "k02", "k12" }, await KeysAsync('2'), strict: true);
    }

    [Fact]
    public async Task Audio_AfterARevocationInOneStore_IsRefusedThereAndGoesOnInTheOther()
    {
        await StartAsync();
        var first = await SubscribeAsync("01", 1);
        var second = await SubscribeAsync("02", 2);
        await GetAsync(first);

        await ChangeAsync(Subscriber(second, 2).WithRevoked(true));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(first)).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "FunctionGeneratedResponse"), await GetAsync(second));
    }

    [Fact]
    public async Task Audio_ForForgedTokensOfEitherPrefix_IsTurnedAwayAtTheEdge()
    {
        await StartAsync();

        foreach (var id in _keys.Keys)
        {
            var forged = SubscriberToken.Create(SigningKey.Create(id));
            Assert.Equal((HttpStatusCode.NotFound, "FunctionGeneratedResponse"), await GetAsync(forged));
        }
    }

    [Fact]
    public async Task Feed_OfTheSecondStore_ReachesTheSameOriginWithItsAccess()
    {
        await StartAsync();
        var token = await SubscribeAsync("02", 2);
        using var process = System.Connect("Feeds");
        var call = System.ViewAsync($"/{token.Text}/feeds/show.xml");

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, """{"statusCode":200,"body":"<rss/>"}""", TestToken);
        using var response = await call;

        Assert.Equal("active", (string?)JsonNode.Parse(got.Payload)!["headers"]!["x-podcast-access"]);
        Assert.Equal("<rss/>", await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Audio_WithoutAnEntryInItsStore_IsSentToTheFallback()
    {
        await StartAsync();
        var token = SubscriberToken.Create(_keys["02"]);
        using var process = System.Connect("Entitlements");
        var call = System.ViewAsync($"/{token.Text}/media/show/episode/audio.mp3");

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, """{"statusCode":307,"headers":{"location":"/x"}}""", TestToken);
        using var response = await call;

        Assert.Equal($"/entitlements/{token.Hash}/media/show/episode/audio.mp3", (string?)JsonNode.Parse(got.Payload)!["rawPath"]);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
    }

    private static char StoreOf(string keyId) => keyId[1];

    private static Subscriber Subscriber(SubscriberToken token, int number) => new()
    {
        Id = $"s{number}",
        Subscriptions = [new() { Id = $"s{number}", Shows = ["show"], ExpiresAt = DateTimeOffset.UtcNow.AddDays(30).ToUnixTimeSeconds(), CreatedAt = 1_700_000_000 }],
        KeyId = token.KeyId,
        TokenId = token.Id,
        TokenHash = token.Hash,
        Version = 1,
        CreatedAt = 1_700_000_000,
        UpdatedAt = 1_700_000_000,
    };

    private async Task StartAsync()
    {
        _system = await CloudFrontSystem.StartAsync(Template());
        using var s3 = System.CreateS3Client();
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = System.Stack.Outputs["MediaBucket"], Key = "media/show/episode/audio.mp3", ContentBody = "0123456789" }, TestToken);
        foreach (var (store, name) in new[] { ('1', "EdgeStoreKeys"), ('2', "SecondStore") })
        {
            var arn = System.Stack.OfType("AWS::CloudFront::KeyValueStore").Single(resource => resource.LogicalId.StartsWith(name, StringComparison.Ordinal)).GetAtt("Arn");
            _clients[store] = new(
                CloudFrontSystem.Credentials,
                new AmazonCloudFrontKeyValueStoreConfig
                {
                    ServiceURL = $"http://localhost:{System.ApiUrl.Port}",
                    HttpClientFactory = new LoopbackHttpClientFactory(),
                });
            _processors[store] = StreamProcessorFunction.Compose(TestServices.Create(
                new TestAwsClients { DynamoDb = _table, KeyValueStore = _clients[store], Sqs = _queue },
                new Dictionary<string, string> { ["SUBSCRIBERS_TABLE"] = Table, ["KVS_ARN"] = arn, ["FAILED_CHANGES_QUEUE_URL"] = "queue" }));
        }

        foreach (var key in _keys.Values)
        {
            var item = SigningKeyItem.From(key, null);
            _table.Items[item["pk"].S] = item;
            await DeliverAsync(StoreOf(key.Id), item["pk"].S);
        }
    }

    // The deployed template, with a second store, a second function over the same code, and the function's behaviors once more for the second store's tokens.
    private static string Template()
    {
        var template = JsonNode.Parse(SynthesizedTemplate.Text)!;
        var resources = template["Resources"]!.AsObject();
        var store = resources.Single(resource => Type(resource.Value) == "AWS::CloudFront::KeyValueStore");
        var function = resources.Single(resource => Type(resource.Value) == "AWS::CloudFront::Function");
        var distribution = resources.Single(resource => Type(resource.Value) == "AWS::CloudFront::Distribution").Value!;

        var secondStore = store.Value!.DeepClone();
        secondStore["Properties"]!["Name"] = "second-store";
        resources["SecondStore"] = secondStore;
        resources["SecondFunction"] = Renamed(function.Value!, store.Key, "SecondStore");
        resources["SecondFunction"]!["Properties"]!["Name"] = "second-viewer-request";

        var behaviors = distribution["Properties"]!["DistributionConfig"]!["CacheBehaviors"]!.AsArray();
        var second = behaviors.Where(behavior => behavior!["FunctionAssociations"] is not null).Select(behavior => Renamed(behavior!, function.Key, "SecondFunction")).ToArray();
        foreach (var (behavior, place) in second.Select((behavior, place) => (behavior, place)))
        {
            // The pattern of all tokens, for those whose second character is 2.
            behavior["PathPattern"] = "/?2" + ((string)behavior["PathPattern"]!)["/".Length..];
            behaviors.Insert(place, behavior);
        }

        return template.ToJsonString();

        static string? Type(JsonNode? resource) => (string?)resource!["Type"];

        static JsonNode Renamed(JsonNode node, string name, string other) =>
            JsonNode.Parse(node.ToJsonString().Replace($"\"{name}\"", $"\"{other}\"", StringComparison.Ordinal))!;
    }

    private async Task<SubscriberToken> SubscribeAsync(string keyId, int number)
    {
        var token = SubscriberToken.Create(_keys[keyId]);
        await ChangeAsync(Subscriber(token, number));
        return token;
    }

    // A change goes to the writer of the store that the signing key's id names.
    private Task ChangeAsync(Subscriber subscriber)
    {
        var item = SubscriberItem.From(subscriber);
        _table.Items[item["pk"].S] = item;
        return DeliverAsync(StoreOf(subscriber.KeyId), item["pk"].S);
    }

    private async Task DeliverAsync(char store, string itemKey)
    {
        var response = await _processors[store].HandleAsync(
            new() { Records = [new() { Dynamodb = new() { SequenceNumber = $"{_sequence++}", Keys = new() { ["pk"] = new() { S = itemKey } } } }] },
            new("request", null, TestToken));
        Assert.Empty(response.BatchItemFailures);
    }

    private async Task<string[]> KeysAsync(char store)
    {
        var arn = System.Stack.OfType("AWS::CloudFront::KeyValueStore")
            .Single(resource => resource.LogicalId.StartsWith(store == '1' ? "EdgeStoreKeys" : "SecondStore", StringComparison.Ordinal)).GetAtt("Arn");
        var page = await _clients[store].ListKeysAsync(new() { KvsARN = arn, MaxResults = StoreChunk.MaxKeys }, TestToken);
        return [.. page.Items.Select(item => item.Key)];
    }

    private async Task<(HttpStatusCode Status, string Result)> GetAsync(SubscriberToken token)
    {
        using var response = await System.ViewAsync($"/{token.Text}/media/show/episode/audio.mp3");
        return (response.StatusCode, response.Headers.GetValues("X-Cache").Single().Split(' ')[0]);
    }
}
