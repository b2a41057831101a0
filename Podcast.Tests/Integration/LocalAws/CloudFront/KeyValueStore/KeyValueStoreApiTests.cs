using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.KeyValueStore;

public sealed class KeyValueStoreApiTests : IAsyncLifetime
{
    private const string Template = """{ "Resources": { "Store": { "Type": "AWS::CloudFront::KeyValueStore", "Properties": { "Name": "store" } } } }""";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_772_600_767_250));
    private CloudFrontSystem? _system;

    private CloudFrontSystem System => _system!;

    private string Arn => System.Stack["Store"].GetAtt("Arn");

    private string Path => "/key-value-stores/" + Uri.EscapeDataString(Arn);

    public async ValueTask InitializeAsync() => _system = await CloudFrontSystem.StartAsync(Template, time: _time);

    public ValueTask DisposeAsync() => System.DisposeAsync();

    [Fact]
    public async Task Describe_OfAnEmptyStore_HasTheDocumentedShape()
    {
        var (status, body, etag) = await CallAsync(HttpMethod.Get, Path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(0, (int)body["ItemCount"]!);
        Assert.Equal(0, (int)body["TotalSizeInBytes"]!);
        Assert.Equal(Arn, (string?)body["KvsARN"]);
        Assert.Equal(1_772_600_767.25m, (decimal)body["Created"]!);
        Assert.Equal("READY", (string?)body["Status"]);
        Assert.Matches("^KV[0-9A-Z]{13}$", etag);
    }

    [Fact]
    public async Task PutGetDelete_OfAKeyWithSlashes_WorkWithTheChangingETag()
    {
        var key = Path + "/keys/" + Uri.EscapeDataString("a/b:ä%");
        var first = await ETagAsync();

        var (putStatus, put, second) = await CallAsync(HttpMethod.Put, key, """{"Value":"v1"}""", first);
        var (getStatus, get, getETag) = await CallAsync(HttpMethod.Get, key);
        var (deleteStatus, delete, third) = await CallAsync(HttpMethod.Delete, key, null, second);
        var (missingStatus, missing, _) = await CallAsync(HttpMethod.Get, key);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (putStatus, getStatus, deleteStatus));
        Assert.Equal("""{"ItemCount":1,"TotalSizeInBytes":9}""", put.ToJsonString());
        Assert.Equal("a/b:ä%", (string?)get["Key"]);
        Assert.Equal("v1", (string?)get["Value"]);
        Assert.Equal(1, (int)get["ItemCount"]!);
        Assert.Equal("", getETag);
        Assert.Equal("""{"ItemCount":0,"TotalSizeInBytes":0}""", delete.ToJsonString());
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(HttpStatusCode.NotFound, missingStatus);
        Assert.NotNull(missing["Message"]);
    }

    [Fact]
    public async Task UpdateKeys_WithPutsAndDeletes_ChangesAllAtOnce()
    {
        var (_, _, etag) = await UpdateAsync("""{"Puts":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}""", await ETagAsync());

        var (status, body, _) = await UpdateAsync("""{"Puts":[{"Key":"c","Value":"3"}],"Deletes":[{"Key":"a"},{"Key":"not there"}]}""", etag);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, (int)body["ItemCount"]!);
        Assert.Equal(["b", "c"], await KeysAsync());
    }

    [Theory]
    [InlineData("""{"Puts":[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]}""", 400, "ValidationException")]
    [InlineData("""{"Puts":[{"Key":"a","Value":"1"}],"Deletes":[{"Key":"a"}]}""", 400, "ValidationException")]
    [InlineData("""{"Puts":[{"Key":"a"}]}""", 400, "ValidationException")]
    [InlineData("""{"Puts":[{"Key":"","Value":"1"}]}""", 400, "ValidationException")]
    [InlineData("{}", 400, "ValidationException")]
    [InlineData("no json", 400, "ValidationException")]
    public async Task UpdateKeys_Invalid_ChangesNothing(string body, int expected, string code)
    {
        var (status, _, _) = await UpdateAsync(body, await ETagAsync());
        using var response = await System.CallAsync("cloudfront-keyvaluestore", HttpMethod.Post, Path + "/keys", body, await ETagAsync());

        Assert.Equal(expected, (int)status);
        Assert.Equal(code, response.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Quotas_Exceeded_AreRefusedWith402()
    {
        var etag = await ETagAsync();

        Assert.Equal(402, await StatusAsync(Puts(("k", new string('v', 1025)))));
        Assert.Equal(402, await StatusAsync(Puts((new string('ä', 257), "v"))));
        Assert.Equal(402, await StatusAsync(Puts([.. Enumerable.Range(0, 51).Select(i => ($"k{i}", "v"))])));
        Assert.Equal(402, await StatusAsync("{\"Puts\":[{\"Key\":\"k\",\"Value\":\"v\"}],\"Padding\":\"" + new string('x', 3 * 1024 * 1024) + "\"}"));
        Assert.Empty(await KeysAsync());
        Assert.Equal(200, await StatusAsync(Puts((new string('k', 512), new string('v', 1024)))));

        async Task<int> StatusAsync(string body) => (int)(await UpdateAsync(body, etag)).Status;
    }

    [Fact]
    public async Task StoreSize_Exceeded_IsRefusedWith402()
    {
        var etag = await ETagAsync();
        var value = new string('v', 1024);
        for (var batch = 0; batch < 102; batch++)
        {
            // 1,028 bytes each: 102 batches of 50 are just under 5 MiB.
            var (status, _, next) = await UpdateAsync(Puts([.. Enumerable.Range(0, 50).Select(i => ($"{batch:000}{(char)('A' + i)}", value))]), etag);
            Assert.Equal(HttpStatusCode.OK, status);
            etag = next;
        }

        var (full, body, _) = await UpdateAsync("""{"Puts":[{"Key":"last"}]}""".Replace("\"last\"", "\"last\",\"Value\":\"" + new string('v', 500) + "\"", StringComparison.Ordinal), etag);

        Assert.Equal(HttpStatusCode.PaymentRequired, full);
        Assert.NotNull(body["Message"]);
    }

    [Fact]
    public async Task Write_WithAStaleETag_Conflicts()
    {
        var stale = await ETagAsync();
        await UpdateAsync(Puts(("a", "1")), stale);

        using var response = await System.CallAsync("cloudfront-keyvaluestore", HttpMethod.Post, Path + "/keys", Puts(("b", "2")), stale);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("ConflictException", response.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.Equal(["a"], await KeysAsync());
    }

    [Fact]
    public async Task Write_WithoutIfMatch_IsInvalid()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await UpdateAsync(Puts(("a", "1")), null)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(HttpMethod.Delete, Path + "/keys/a")).Status);
    }

    [Fact]
    public async Task ListKeys_InPages_ReturnsEachKeyOnce()
    {
        await UpdateAsync(Puts([.. Enumerable.Range(0, 23).Select(i => ($"k{i:00}", "v"))]), await ETagAsync());

        var (_, first, _) = await CallAsync(HttpMethod.Get, Path + "/keys");
        Assert.Equal(10, first["Items"]!.AsArray().Count);
        Assert.Equal(23, (await KeysAsync(7)).Distinct().Count());
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(HttpMethod.Get, Path + "/keys?MaxResults=51")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(HttpMethod.Get, Path + "/keys?MaxResults=0")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(HttpMethod.Get, Path + "/keys?NextToken=%21")).Status);
    }

    [Fact]
    public async Task Store_Unknown_IsNotFound()
    {
        var arn = Uri.EscapeDataString("arn:aws:cloudfront::000000000000:key-value-store/99999999-2222-3333-4444-555555555555");

        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Get, "/key-value-stores/" + arn)).Status);
    }

    [Fact]
    public async Task Operation_Unknown_IsNotImplemented()
    {
        using var response = await System.CallAsync("cloudfront-keyvaluestore", HttpMethod.Patch, Path);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
    }

    [Fact]
    public async Task Operation_SignedWithSigV4_IsDenied()
    {
        using var response = await System.CallAsync("cloudfront-keyvaluestore", HttpMethod.Get, Path, withSigV4: true);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("AccessDeniedException", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Theory]
    [InlineData("""{"Puts":[{"Key":"a","Value":"\ud800"}]}""")]
    [InlineData("""{"Puts":[{"Key":"\udfff","Value":"1"}]}""")]
    [InlineData("""{"Deletes":[{"Key":"a\ud800b"}]}""")]
    public async Task UpdateKeys_LoneSurrogate_IsInvalid(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await UpdateAsync(body, await ETagAsync())).Status);

    [Theory]
    [InlineData("%ED%A0%80")]
    [InlineData("%FF")]
    public async Task PutKey_KeyThatIsNotUtf8_IsInvalid(string key) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(HttpMethod.Put, $"{Path}/keys/{key}", """{"Value":"1"}""", await ETagAsync())).Status);

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public async Task PutKey_BodyAboveThreeMegabytes_ExceedsTheQuota(int megabytes) =>
        Assert.Equal(402, (int)(await CallAsync(HttpMethod.Put, $"{Path}/keys/k", "{\"Value\":\"" + new string('v', megabytes * 1024 * 1024) + "\"}", await ETagAsync())).Status);

    private static string Puts(params (string Key, string Value)[] pairs) => new JsonObject
    {
        ["Puts"] = new JsonArray([.. pairs.Select(pair => new JsonObject { ["Key"] = pair.Key, ["Value"] = pair.Value })]),
    }.ToJsonString();

    private async Task<string> ETagAsync() => (await CallAsync(HttpMethod.Get, Path)).ETag;

    private Task<(HttpStatusCode Status, JsonObject Body, string ETag)> UpdateAsync(string body, string? etag) => CallAsync(HttpMethod.Post, Path + "/keys", body, etag);

    private async Task<List<string>> KeysAsync(int pageSize = 50)
    {
        var keys = new List<string>();
        var next = "";
        do
        {
            var (_, page, _) = await CallAsync(HttpMethod.Get, $"{Path}/keys?MaxResults={pageSize}{next}");
            keys.AddRange(page["Items"]!.AsArray().Select(item => (string)item!["Key"]!));
            next = (string?)page["NextToken"] is { } token ? "&NextToken=" + Uri.EscapeDataString(token) : "";
        }
        while (next.Length > 0);
        return keys;
    }

    private async Task<(HttpStatusCode Status, JsonObject Body, string ETag)> CallAsync(HttpMethod method, string target, string? body = null, string? ifMatch = null)
    {
        using var response = await System.CallAsync("cloudfront-keyvaluestore", method, target, body, ifMatch);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (
            response.StatusCode,
            JsonNode.Parse(text)!.AsObject(),
            response.Headers.NonValidated.TryGetValues("ETag", out var etag) ? etag.ToString() : "");
    }
}
