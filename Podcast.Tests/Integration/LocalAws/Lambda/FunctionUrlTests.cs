using System.Net;
using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

public sealed class FunctionUrlTests(LambdaFixture lambda) : IClassFixture<LambdaFixture>
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithoutASignature_IsForbidden()
    {
        using var response = await lambda.Http.GetAsync(lambda.WebUrl, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("""{"Message":"Forbidden"}""", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("AccessDeniedException", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact]
    public async Task Request_Signed_ArrivesAsAnEventOfFormatTwo()
    {
        using var process = lambda.Connect("Web");
        using var request = LambdaFixture.Sign(HttpMethod.Post, new(lambda.WebUrl, "/shows/one?a=1&a=2&b=x%20y"), "lambda", """{"title":"ä"}""");
        request.Headers.Add("Cookie", "one=1; two=2");
        request.Headers.Add("X-Many", ["1", "2"]);
        request.Headers.UserAgent.ParseAdd("test/1.0");
        var call = lambda.Http.SendAsync(request, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(
            got.RequestId,
            """{"statusCode":201,"headers":{"Location":"/shows/one","X-Number":5},"cookies":["a=1","b=2"],"body":"aGVsbG8=","isBase64Encoded":true}""",
            TestToken);
        using var response = await call;

        var json = JsonNode.Parse(got.Payload)!;
        Assert.Equal("2.0", (string?)json["version"]);
        Assert.Equal("$default", (string?)json["routeKey"]);
        Assert.Equal("/shows/one", (string?)json["rawPath"]);
        Assert.Equal("a=1&a=2&b=x%20y", (string?)json["rawQueryString"]);
        Assert.Equal("""{"a":"1,2","b":"x y"}""", json["queryStringParameters"]!.ToJsonString());
        Assert.Equal("""["one=1","two=2"]""", json["cookies"]!.ToJsonString());
        Assert.Equal("1,2", ((string?)json["headers"]!["x-many"])!.Replace(" ", "", StringComparison.Ordinal));
        Assert.Null(json["headers"]!["cookie"]);
        Assert.Null(json["headers"]!["authorization"]);
        Assert.Equal("""{"title":"ä"}""", (string?)json["body"]);
        Assert.False((bool)json["isBase64Encoded"]!);
        var context = json["requestContext"]!;
        Assert.Equal("000000000000", (string?)context["accountId"]);
        Assert.Matches(@"^[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws$", (string?)context["domainName"]);
        Assert.Equal((string?)context["apiId"], (string?)context["domainPrefix"]);
        Assert.Equal("POST", (string?)context["http"]!["method"]);
        Assert.Equal("test/1.0", (string?)context["http"]!["userAgent"]);
        Assert.Equal("127.0.0.1", (string?)context["http"]!["sourceIp"]);
        Assert.Equal("arn:aws:iam::000000000000:user/developer", (string?)context["authorizer"]!["iam"]!["userArn"]);
        Assert.Matches(@"^\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000$", (string?)context["time"]);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/shows/one", response.Headers.Location?.ToString());
        Assert.Equal("5", response.Headers.GetValues("X-Number").Single());
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("hello", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("application/octet-stream", "AAEC", true)]
    [InlineData("application/x-www-form-urlencoded", "AAEC", true)]
    public async Task Request_WithBinaryBody_IsBase64(string contentType, string expected, bool isBase64)
    {
        using var process = lambda.Connect("Open");
        var content = new ByteArrayContent([0, 1, 2]);
        content.Headers.ContentType = new(contentType);
        var call = lambda.Http.PostAsync(lambda.OpenUrl, content, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "null", TestToken);
        using var response = await call;

        Assert.Equal(expected, (string?)JsonNode.Parse(got.Payload)!["body"]);
        Assert.Equal(isBase64, (bool)JsonNode.Parse(got.Payload)!["isBase64Encoded"]!);
        Assert.Null(JsonNode.Parse(got.Payload)!["requestContext"]!["authorizer"]);
    }

    [Theory]
    [InlineData("""{"message":"hi"}""", 200, """{"message":"hi"}""")]
    [InlineData("\"hi\"", 200, "\"hi\"")]
    [InlineData("""{"statusCode":204}""", 204, "")]
    [InlineData("""{"statusCode":"404","body":"gone"}""", 404, "gone")]
    [InlineData("""{"statusCode":9000}""", 502, "Internal Server Error")]
    [InlineData("""{"statusCode":200,"headers":[]}""", 502, "Internal Server Error")]
    [InlineData("""{"statusCode":200,"headers":{"a b":"c"}}""", 502, "Internal Server Error")]
    [InlineData("""{"statusCode":200,"headers":{"a":"b\r\nc: d"}}""", 502, "Internal Server Error")]
    [InlineData("""{"statusCode":200,"body":{}}""", 502, "Internal Server Error")]
    [InlineData("""{"statusCode":200,"body":"!","isBase64Encoded":true}""", 502, "Internal Server Error")]
    [InlineData("""{"statusCode":200,"cookies":"a"}""", 502, "Internal Server Error")]
    [InlineData("no json", 502, "Internal Server Error")]
    public async Task Response_Function_IsMapped(string returned, int statusCode, string body)
    {
        using var process = lambda.Connect("Open");
        var call = lambda.Http.GetAsync(lambda.OpenUrl, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, returned, TestToken);
        using var response = await call;

        Assert.Equal(statusCode, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Response_FunctionFails_IsBadGatewayWithoutDetails()
    {
        using var process = lambda.Connect("Open");
        var call = lambda.Http.GetAsync(lambda.OpenUrl, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.FailAsync(got.RequestId, """{"errorType":"Boom","errorMessage":"secret"}""", TestToken);
        using var response = await call;

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_Function_HasTheLengthAndNoBody()
    {
        using var process = lambda.Connect("Open");
        using var request = new HttpRequestMessage(HttpMethod.Head, lambda.OpenUrl);
        var call = lambda.Http.SendAsync(request, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, """{"statusCode":200,"headers":{"Content-Type":"text/plain"},"body":"12345"}""", TestToken);
        using var response = await call;

        Assert.Equal(5, response.Content.Headers.ContentLength);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Request_ByHostName_ReachesTheSameFunction()
    {
        using var process = lambda.Connect("Open");
        var stack = JsonNode.Parse(await lambda.Http.GetStringAsync(lambda.Api("/_localaws/stack"), TestToken))!;
        using var request = new HttpRequestMessage(HttpMethod.Get, lambda.Api("/by/host"));
        request.Headers.Host = new Uri((string)stack["outputs"]!["OpenUrl"]!).Host;
        var call = lambda.Http.SendAsync(request, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "1", TestToken);
        using var response = await call;

        Assert.Equal("/by/host", (string?)JsonNode.Parse(got.Payload)!["rawPath"]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
