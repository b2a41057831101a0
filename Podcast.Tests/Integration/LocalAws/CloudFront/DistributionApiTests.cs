using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.S3.Model;
using Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

namespace Podcast.Tests.Integration.LocalAws.CloudFront;

/// <summary>CloudFront's API for distributions, policies, tags and imports.</summary>
public sealed class DistributionApiTests
{
    private const string CachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    private static readonly XNamespace Namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpdateDistribution_OfABehavior_ChangesWhatViewersGet()
    {
        await using var first = await TestOrigin.StartAsync("first");
        await using var second = await TestOrigin.StartAsync("second");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", first.Port).WithOrigin("two", second.Port).ToString());
        var id = system.Stack["Distribution"].PhysicalId;
        var read = await CallAsync(system, HttpMethod.Get, $"distribution/{id}/config");
        Assert.Equal("first", await ViewAsync(system));

        var config = read.Document;
        config.Element(Namespace + "DefaultCacheBehavior")!.Element(Namespace + "TargetOriginId")!.Value = "two";
        var updated = await CallAsync(system, HttpMethod.Put, $"distribution/{id}/config", config.ToString(), read.ETag);

        Assert.Equal((HttpStatusCode.OK, "InProgress"), (updated.Status, updated.Text("Status")));
        Assert.NotEqual(read.ETag, updated.ETag);
        Assert.Equal("second", await ViewAsync(system));
        Assert.Equal("PreconditionFailed", (await CallAsync(system, HttpMethod.Put, $"distribution/{id}/config", config.ToString(), read.ETag)).Text("Code"));
    }

    [Fact]
    public async Task GetDistributionConfig_SentBackUnchanged_ChangesNothing()
    {
        var template = new DistributionTemplate().WithOrigin("one", 1, origin => origin["OriginCustomHeaders"] = JsonNode.Parse("""[{ "HeaderName": "X-A", "HeaderValue": "1" }]"""))
            .WithOrigin("two", 2).WithBehavior(DistributionTemplate.Behavior("two", "/a/*"))
            .WithFunction("function handler(event) { return event.request; }");
        template.DefaultBehavior["AllowedMethods"] = JsonNode.Parse("""["GET", "HEAD", "OPTIONS"]""");
        template.Config["Aliases"] = JsonNode.Parse("""["a.example", "*.b.example"]""");
        template.Config["OriginGroups"] = JsonNode.Parse("""
            { "Quantity": 1, "Items": [{ "Id": "group", "FailoverCriteria": { "StatusCodes": { "Quantity": 2, "Items": [403, 404] } },
              "Members": { "Quantity": 2, "Items": [{ "OriginId": "one" }, { "OriginId": "two" }] } }] }
            """);
        template.Config["CustomErrorResponses"] = JsonNode.Parse("""[{ "ErrorCode": 404, "ErrorCachingMinTTL": 5 }]""");
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        var path = $"distribution/{system.Stack["Distribution"].PhysicalId}/config";

        var before = await CallAsync(system, HttpMethod.Get, path);
        var updated = await CallAsync(system, HttpMethod.Put, path, before.Body, before.ETag);
        var after = await CallAsync(system, HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, updated.Status);
        Assert.Equal(before.Body, after.Body);
        Assert.Equal(["a.example", "*.b.example"], after.Texts("CNAME"));
        Assert.Equal(["403", "404"], after.Texts("StatusCode"));
    }

    [Theory]
    [InlineData("<Quantity>1</Quantity>", "<Quantity>2</Quantity>", "InconsistentQuantities")]
    [InlineData("<TargetOriginId>one</TargetOriginId>", "<TargetOriginId>three</TargetOriginId>", "InvalidArgument")]
    [InlineData("<Compress>false</Compress>", "<Compression>false</Compression>", "InvalidArgument")]
    [InlineData("<CallerReference>", "<CallerReference>other", "IllegalUpdate")]
    [InlineData("<Comment></Comment>", "", "InvalidArgument")]
    public async Task UpdateDistribution_WrongConfiguration_IsRefusedByName(string text, string replacement, string code)
    {
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", 1).ToString());
        var path = $"distribution/{system.Stack["Distribution"].PhysicalId}/config";
        var read = await CallAsync(system, HttpMethod.Get, path);
        Assert.Contains(text, read.Body, StringComparison.Ordinal);

        var refused = await CallAsync(system, HttpMethod.Put, path, read.Body.Replace(text, replacement, StringComparison.Ordinal), read.ETag);

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Text("Code")));
        Assert.Equal(read.ETag, (await CallAsync(system, HttpMethod.Get, path)).ETag);
    }

    [Fact]
    public async Task Requests_ToSeveralDistributions_GoToTheOneOfTheirHost()
    {
        await using var first = await TestOrigin.StartAsync("first");
        await using var second = await TestOrigin.StartAsync("second");
        var template = new DistributionTemplate().WithOrigin("one", first.Port);
        template.DefaultBehavior["CachePolicyId"] = CachingOptimized;
        var other = new DistributionTemplate().WithOrigin("one", second.Port);
        other.DefaultBehavior["CachePolicyId"] = CachingOptimized;
        other.Config["Aliases"] = JsonNode.Parse("""["media.example", "*.shows.example"]""");
        template.WithResource("Another", "AWS::CloudFront::Distribution", JsonNode.Parse(other.ToString())!["Resources"]!["Distribution"]!["Properties"]!.ToJsonString());
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        var domains = (First: system.Stack["Distribution"].GetAtt("DomainName"), Second: system.Stack["Another"].GetAtt("DomainName"));

        foreach (var (host, body) in new[]
        {
            ("", domains.Second), (domains.First, domains.First), (domains.Second, domains.Second), ("media.example", domains.Second), ("news.shows.example", domains.Second),
            (domains.Second.Split('.')[0] + ".localhost", domains.Second),
        })
        {
            using var response = host.Length == 0 ? await system.ViewAsync("/a") : await system.ViewAsync("/a", null, ("Host", host));
            Assert.Equal(body == domains.First ? "first" : "second", await response.Content.ReadAsStringAsync(TestToken));
        }

        using var refused = await system.ViewAsync("/a", null, ("Host", "shows.example"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var listed = await CallAsync(system, HttpMethod.Get, "distribution?MaxItems=1");
        Assert.Equal(("true", "1"), (listed.Text("IsTruncated"), listed.Text("Quantity")));
        var rest = await CallAsync(system, HttpMethod.Get, $"distribution?Marker={listed.Text("NextMarker")}");
        Assert.Equal(2, listed.Texts("DomainName").Concat(rest.Texts("DomainName")).Intersect([domains.First, domains.Second]).Count());
    }

    [Fact]
    public async Task CreateInvalidation_OfOneDistribution_LeavesTheOthersObjects()
    {
        await using var first = await TestOrigin.StartAsync("first");
        await using var second = await TestOrigin.StartAsync("second");
        var template = new DistributionTemplate().WithOrigin("one", first.Port);
        template.DefaultBehavior["CachePolicyId"] = CachingOptimized;
        var other = new DistributionTemplate().WithOrigin("one", second.Port);
        other.DefaultBehavior["CachePolicyId"] = CachingOptimized;
        template.WithResource("Another", "AWS::CloudFront::Distribution", JsonNode.Parse(other.ToString())!["Resources"]!["Distribution"]!["Properties"]!.ToJsonString());
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        await ViewBothAsync();

        const string batch = "<InvalidationBatch><Paths><Quantity>1</Quantity><Items><Path>/*</Path></Items></Paths><CallerReference>a</CallerReference></InvalidationBatch>";
        await CallAsync(system, HttpMethod.Post, $"distribution/{system.Stack["Another"].PhysicalId}/invalidation", batch);
        await ViewBothAsync();

        Assert.Equal((1, 2), (first.Requests.Count, second.Requests.Count));

        async Task ViewBothAsync()
        {
            using var one = await system.ViewAsync("/a", null, ("Host", system.Stack["Distribution"].GetAtt("DomainName")));
            await one.Content.ReadAsStringAsync(TestToken);
            using var two = await system.ViewAsync("/a", null, ("Host", system.Stack["Another"].GetAtt("DomainName")));
            await two.Content.ReadAsStringAsync(TestToken);
        }
    }

    [Fact]
    public async Task UpdateDistribution_NotEnabled_ServesNobody()
    {
        await using var origin = await TestOrigin.StartAsync("first");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());
        var path = $"distribution/{system.Stack["Distribution"].PhysicalId}/config";
        var read = await CallAsync(system, HttpMethod.Get, path);

        await CallAsync(system, HttpMethod.Put, path, read.Body.Replace("<Enabled>true</Enabled>", "<Enabled>false</Enabled>", StringComparison.Ordinal), read.ETag);

        using var response = await system.ViewAsync("/a");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Policies_OfTheStackAndManagedOnes_AreRead()
    {
        var template = new DistributionTemplate().WithBucket("one").WithResource("Cache", "AWS::CloudFront::CachePolicy", """
            { "CachePolicyConfig": { "Name": "mine", "DefaultTTL": 60, "MaxTTL": 60, "MinTTL": 0, "ParametersInCacheKeyAndForwardedToOrigin": {
              "EnableAcceptEncodingGzip": true, "HeadersConfig": { "HeaderBehavior": "whitelist", "Headers": ["X-A", "X-B"] },
              "CookiesConfig": { "CookieBehavior": "none" }, "QueryStringsConfig": { "QueryStringBehavior": "none" } } } }
            """);
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        var id = system.Stack["Cache"].PhysicalId;

        var own = await CallAsync(system, HttpMethod.Get, $"cache-policy/{id}");
        Assert.Equal(("mine", "2"), (own.Text("Name"), own.Text("Quantity")));
        Assert.Equal("Managed-CachingOptimized", (await CallAsync(system, HttpMethod.Get, $"cache-policy/{CachingOptimized}/config")).Text("Name"));
        Assert.Equal([id], (await CallAsync(system, HttpMethod.Get, "cache-policy?Type=custom")).Texts("Id"));
        Assert.Equal(6, (await CallAsync(system, HttpMethod.Get, "cache-policy")).Texts("CachePolicySummary").Count());
        Assert.Equal("7", (await CallAsync(system, HttpMethod.Get, "origin-request-policy?Type=managed")).Document.Element(Namespace + "Quantity")!.Value);
        Assert.Equal("5", (await CallAsync(system, HttpMethod.Get, "response-headers-policy")).Document.Element(Namespace + "Quantity")!.Value);
        var control = await CallAsync(system, HttpMethod.Get, $"origin-access-control/{system.Stack["S3Control"].PhysicalId}");
        Assert.Equal(("always", "s3"), (control.Text("SigningBehavior"), control.Text("OriginAccessControlOriginType")));
        Assert.Equal("1", (await CallAsync(system, HttpMethod.Get, "origin-access-control")).Text("Quantity"));
        Assert.Equal("NoSuchOriginRequestPolicy", (await CallAsync(system, HttpMethod.Get, "origin-request-policy/none")).Text("Code"));
    }

    [Fact]
    public async Task Tags_OfADistribution_BeginWithTheTemplates()
    {
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", 1).ToString());
        var resource = Uri.EscapeDataString($"arn:aws:cloudfront::000000000000:distribution/{system.Stack["Distribution"].PhysicalId}");

        var tagged = await CallAsync(system, HttpMethod.Post, $"tagging?Operation=Tag&Resource={resource}", "<Tags><Items><Tag><Key>owner</Key><Value>ada</Value></Tag></Items></Tags>");
        Assert.Equal(HttpStatusCode.NoContent, tagged.Status);
        Assert.Equal(["owner", "stage"], (await CallAsync(system, HttpMethod.Get, $"tagging?Resource={resource}")).Texts("Key"));
        await CallAsync(system, HttpMethod.Post, $"tagging?Operation=Untag&Resource={resource}", "<TagKeys><Items><Key>stage</Key></Items></TagKeys>");
        Assert.Equal(["owner"], (await CallAsync(system, HttpMethod.Get, $"tagging?Resource={resource}")).Texts("Key"));

        Assert.Equal("NoSuchResource", (await CallAsync(system, HttpMethod.Get, "tagging?Resource=arn")).Text("Code"));
        var refused = await CallAsync(system, HttpMethod.Post, $"tagging?Operation=Tag&Resource={resource}", "<Tags><Items><Tag><Key>aws:a</Key></Tag></Items></Tags>");
        Assert.Equal("InvalidTagging", refused.Text("Code"));
    }

    [Theory]
    [InlineData("POST", "distribution", "CreateDistribution")]
    [InlineData("POST", "distribution?WithTags", "CreateDistributionWithTags")]
    [InlineData("DELETE", "cache-policy/a", "DeleteCachePolicy")]
    [InlineData("GET", "distribution-tenant/a/invalidation/b", "GetInvalidationForDistributionTenant")]
    public async Task Operation_NotImplemented_IsRefusedByItsName(string method, string path, string operation)
    {
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", 1).ToString());

        var refused = await CallAsync(system, new(method), path);

        Assert.Equal((HttpStatusCode.NotImplemented, "NotImplemented"), (refused.Status, refused.Text("Code")));
        Assert.Contains($"cloudfront:{operation}.", refused.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateKeyValueStore_WithImportSource_HasThePairsOfTheObject()
    {
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithBucket("one").ToString());
        var bucket = system.Stack["Bucket"].PhysicalId;
        using var s3 = system.CreateS3Client();
        await PutAsync("good.json", """{"data":[{"key":"a","value":"1"},{"key":"ä","value":""}]}""");
        await PutAsync("twice.json", """{"data":[{"key":"a","value":"1"},{"key":"a","value":"2"}]}""");
        await PutAsync("wrong.json", """{"data":[{"key":"a"}]}""");

        var created = await CreateAsync("good");
        var path = "/key-value-stores/" + Uri.EscapeDataString(created.Text("ARN")!);
        using var value = await system.CallAsync("cloudfront-keyvaluestore", HttpMethod.Get, path + "/keys/a");
        var pair = JsonNode.Parse(await value.Content.ReadAsStringAsync(TestToken))!;

        Assert.Equal((HttpStatusCode.Created, "1", "2"), (created.Status, pair["Value"]!.ToString(), pair["ItemCount"]!.ToString()));
        Assert.Contains("the key a occurs twice", (await CreateAsync("twice")).Text("Message"), StringComparison.Ordinal);
        Assert.Contains("data[0]: value is required", (await CreateAsync("wrong")).Text("Message"), StringComparison.Ordinal);
        Assert.Contains("missing.json does not exist", (await CreateAsync("missing")).Text("Message"), StringComparison.Ordinal);

        Task<Result> CreateAsync(string name) => CallAsync(system, HttpMethod.Post, "key-value-store", $"""
            <CreateKeyValueStoreRequest><Name>{name}</Name><ImportSource><SourceType>S3</SourceType><SourceARN>arn:aws:s3:::{bucket}/{name}.json</SourceARN></ImportSource></CreateKeyValueStoreRequest>
            """);

        Task PutAsync(string key, string body) => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = body }, TestToken);
    }

    private static async Task<string> ViewAsync(CloudFrontSystem system)
    {
        using var response = await system.ViewAsync("/");
        return await response.Content.ReadAsStringAsync(TestToken);
    }

    private static async Task<Result> CallAsync(CloudFrontSystem system, HttpMethod method, string path, string? body = null, string? ifMatch = null)
    {
        using var response = await system.CallAsync("cloudfront", method, "/2020-05-31/" + path, body, ifMatch);
        return new(
            response.StatusCode,
            response.Headers.NonValidated.TryGetValues("ETag", out var etag) ? etag.ToString() : "",
            await response.Content.ReadAsStringAsync(TestToken));
    }

    private sealed record Result(HttpStatusCode Status, string ETag, string Body)
    {
        public XElement Document => XDocument.Parse(Body).Root!;

        public string? Text(string name) => Texts(name).FirstOrDefault();

        public IEnumerable<string> Texts(string name) => Document.DescendantsAndSelf().Where(element => element.Name.LocalName == name).Select(element => element.Value);
    }
}
