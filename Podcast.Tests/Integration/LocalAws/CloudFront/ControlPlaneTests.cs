using System.Net;
using System.Text;
using System.Xml.Linq;
using Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

namespace Podcast.Tests.Integration.LocalAws.CloudFront;

/// <summary>CloudFront's API for functions and key-value stores.</summary>
public sealed class ControlPlaneTests
{
    private const string FunctionCode = "function handler(event) { return { statusCode: 200, body: 'CODE' }; }";

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Function_FromCreationToDeletion_HasTwoStages()
    {
        await using var system = await StartAsync();

        var created = await CallAsync(system, HttpMethod.Post, "function", Create("made", FunctionCode));
        Assert.Equal((HttpStatusCode.Created, "UNPUBLISHED", "DEVELOPMENT"), (created.Status, created.Text("Status"), created.Text("Stage")));
        Assert.Equal("/2020-05-31/function/made", created.Location);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(system, HttpMethod.Get, "function/made/describe?Stage=LIVE")).Status);

        var updated = await CallAsync(system, HttpMethod.Put, "function/made", Update(FunctionCode.Replace("CODE", "new", StringComparison.Ordinal)), created.ETag);
        Assert.NotEqual(created.ETag, updated.ETag);
        var published = await CallAsync(system, HttpMethod.Post, "function/made/publish", "", updated.ETag);
        Assert.Equal((HttpStatusCode.OK, "UNASSOCIATED", "LIVE"), (published.Status, published.Text("Status"), published.Text("Stage")));
        Assert.NotEqual(updated.ETag, published.ETag);
        Assert.Contains("'new'", (await CallAsync(system, HttpMethod.Get, "function/made?Stage=LIVE")).Body, StringComparison.Ordinal);
        Assert.Equal(["Function0", "made"], (await CallAsync(system, HttpMethod.Get, "function?Stage=LIVE")).Texts("Name"));
        var first = await CallAsync(system, HttpMethod.Get, "function?MaxItems=1");
        Assert.Equal(["made"], (await CallAsync(system, HttpMethod.Get, "function?Marker=" + first.Text("NextMarker"))).Texts("Name"));

        Assert.Equal(HttpStatusCode.NoContent, (await CallAsync(system, HttpMethod.Delete, "function/made", null, updated.ETag)).Status);
        Assert.Equal("NoSuchFunctionExists", (await CallAsync(system, HttpMethod.Get, "function/made/describe")).Text("Code"));
    }

    [Fact]
    public async Task Function_Errors_AreTheDocumentedOnes()
    {
        await using var system = await StartAsync();
        var described = await CallAsync(system, HttpMethod.Get, "function/Function0/describe");
        Assert.Equal("DEPLOYED", described.Text("Status"));

        await ErrorAsync(409, "FunctionAlreadyExists", HttpMethod.Post, "function", Create("Function0", FunctionCode));
        await ErrorAsync(413, "FunctionSizeLimitExceeded", HttpMethod.Post, "function", Create("large", FunctionCode + new string('/', 10_300)));
        await ErrorAsync(400, "InvalidArgument", HttpMethod.Post, "function", Create("no spaces", FunctionCode));
        await ErrorAsync(400, "InvalidArgument", HttpMethod.Post, "function", Create("old", FunctionCode).Replace("js-2.0", "js-1.0", StringComparison.Ordinal));
        await ErrorAsync(400, "MalformedXML", HttpMethod.Post, "function", "no xml");
        await ErrorAsync(400, "InvalidIfMatchVersion", HttpMethod.Post, "function/Function0/publish", "");
        await ErrorAsync(412, "PreconditionFailed", HttpMethod.Put, "function/Function0", Update(FunctionCode), "ESTALE");
        await ErrorAsync(409, "FunctionInUse", HttpMethod.Delete, "function/Function0", null, described.ETag);
        await ErrorAsync(404, "NoSuchFunctionExists", HttpMethod.Get, "function/unknown");

        async Task ErrorAsync(int status, string code, HttpMethod method, string path, string? body = null, string? ifMatch = null)
        {
            var result = await CallAsync(system, method, path, body, ifMatch);
            Assert.Equal((status, code), ((int)result.Status, result.Text("Code")));
        }
    }

    [Fact]
    public async Task PublishFunction_OfABehavior_ChangesWhatViewersGet()
    {
        await using var system = await StartAsync();
        Assert.Equal("stack", await ViewAsync());

        var described = await CallAsync(system, HttpMethod.Get, "function/Function0/describe");
        var updated = await CallAsync(system, HttpMethod.Put, "function/Function0", Update(FunctionCode.Replace("CODE", "api", StringComparison.Ordinal)), described.ETag);
        Assert.Equal("stack", await ViewAsync());
        await CallAsync(system, HttpMethod.Post, "function/Function0/publish", "", updated.ETag);

        Assert.Equal("api", await ViewAsync());

        async Task<string> ViewAsync()
        {
            using var response = await system.ViewAsync("/");
            return await response.Content.ReadAsStringAsync(TestToken);
        }
    }

    [Fact]
    public async Task TestFunction_OfMoreWork_UsesMoreOfTheAllowedTime()
    {
        await using var system = await StartAsync();

        var little = await TestAsync(1);
        var much = await TestAsync(20_000);
        var tooMuch = await TestAsync(10_000_000);

        Assert.InRange(int.Parse(little.Text("ComputeUtilization")!, null), 1, 10);
        Assert.InRange(int.Parse(much.Text("ComputeUtilization")!, null), 15, 99);
        Assert.Equal(["counted"], little.Texts("member"));
        Assert.Equal("""{"response":{"headers":{},"statusDescription":"","cookies":{},"statusCode":200}}""", little.Text("FunctionOutput"));
        Assert.Equal(("", "100"), (tooMuch.Text("FunctionOutput"), tooMuch.Text("ComputeUtilization")));
        Assert.Contains("exceeded a limit", tooMuch.Text("FunctionErrorMessage"), StringComparison.Ordinal);

        async Task<Result> TestAsync(int count)
        {
            var name = "test" + count;
            var created = await CallAsync(system, HttpMethod.Post, "function", Create(name, $"function handler(event) {{ for (var i = 0; i < {count}; i++) {{}} console.log('counted'); return {{ statusCode: 200 }}; }}"));
            const string source = """{"version":"1.0","context":{"eventType":"viewer-request"},"viewer":{"ip":"192.0.2.1"},"request":{"method":"GET","uri":"/","headers":{},"cookies":{},"querystring":{}}}""";
            return await CallAsync(system, HttpMethod.Post, $"function/{name}/test", $"<TestFunctionRequest><Stage>DEVELOPMENT</Stage><EventObject>{Base64(source)}</EventObject></TestFunctionRequest>", created.ETag);
        }
    }

    [Fact]
    public async Task KeyValueStore_FromCreationToDeletion_HasItsOwnETag()
    {
        await using var system = await StartAsync();

        var created = await CallAsync(system, HttpMethod.Post, "key-value-store", "<CreateKeyValueStoreRequest><Name>made</Name><Comment>first</Comment></CreateKeyValueStoreRequest>");
        Assert.Equal((HttpStatusCode.Created, "READY", "first"), (created.Status, created.Text("Status"), created.Text("Comment")));
        var data = "/key-value-stores/" + Uri.EscapeDataString(created.Text("ARN")!);
        using var described = await system.CallAsync("cloudfront-keyvaluestore", HttpMethod.Get, data);
        Assert.Equal(HttpStatusCode.OK, described.StatusCode);
        Assert.NotEqual(created.ETag, described.Headers.NonValidated["ETag"].ToString());

        var updated = await CallAsync(system, HttpMethod.Put, "key-value-store/made", "<UpdateKeyValueStoreRequest><Comment>second</Comment></UpdateKeyValueStoreRequest>", created.ETag);
        Assert.Equal("second", (await CallAsync(system, HttpMethod.Get, "key-value-store/made")).Text("Comment"));
        Assert.Equal(["made", "store"], (await CallAsync(system, HttpMethod.Get, "key-value-store")).Texts("Name"));
        Assert.Equal("EntityAlreadyExists", (await CallAsync(system, HttpMethod.Post, "key-value-store", "<CreateKeyValueStoreRequest><Name>made</Name></CreateKeyValueStoreRequest>")).Text("Code"));
        Assert.Equal("PreconditionFailed", (await CallAsync(system, HttpMethod.Delete, "key-value-store/made", null, created.ETag)).Text("Code"));
        Assert.Equal(HttpStatusCode.NoContent, (await CallAsync(system, HttpMethod.Delete, "key-value-store/made", null, updated.ETag)).Status);
        Assert.Equal("EntityNotFound", (await CallAsync(system, HttpMethod.Get, "key-value-store/made")).Text("Code"));
        var used = await CallAsync(system, HttpMethod.Get, "key-value-store/store");
        Assert.Equal("CannotDeleteEntityWhileInUse", (await CallAsync(system, HttpMethod.Delete, "key-value-store/store", null, used.ETag)).Text("Code"));
    }

    private static Task<CloudFrontSystem> StartAsync()
    {
        var template = new DistributionTemplate().WithOrigin("one", 1)
            .WithFunction(FunctionCode.Replace("CODE", "stack", StringComparison.Ordinal), withStore: true);
        return CloudFrontSystem.StartAsync(template.ToString());
    }

    private static string Create(string name, string code) => $"<CreateFunctionRequest><Name>{name}</Name>{Members(code)}</CreateFunctionRequest>";

    private static string Update(string code) => $"<UpdateFunctionRequest>{Members(code)}</UpdateFunctionRequest>";

    private static string Members(string code) =>
        $"<FunctionConfig><Comment>c</Comment><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig><FunctionCode>{Base64(code)}</FunctionCode>";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<Result> CallAsync(CloudFrontSystem system, HttpMethod method, string path, string? body = null, string? ifMatch = null)
    {
        using var response = await system.CallAsync("cloudfront", method, "/2020-05-31/" + path, body, ifMatch);
        return new(
            response.StatusCode,
            response.Headers.NonValidated.TryGetValues("ETag", out var etag) ? etag.ToString() : "",
            response.Headers.Location?.AbsolutePath,
            await response.Content.ReadAsStringAsync(TestToken));
    }

    private sealed record Result(HttpStatusCode Status, string ETag, string? Location, string Body)
    {
        public string? Text(string name) => XDocument.Parse(Body).Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        public IEnumerable<string> Texts(string name) => XDocument.Parse(Body).Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value);
    }
}
