using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

public sealed class OriginGroupTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_StatusOfTheCriteria_GoesToTheSecondOrigin(bool isCached)
    {
        await using var primary = await TestOrigin.StartAsync(context => FailAsync(context, 503));
        await using var secondary = await TestOrigin.StartAsync("second");
        await using var system = await CloudFrontSystem.StartAsync(Template(primary.Port, secondary.Port, isCached).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal((HttpStatusCode.OK, "second"), (response.StatusCode, await response.Content.ReadAsStringAsync(TestToken)));
        Assert.Single(primary.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_OtherStatus_StaysWithTheFirstOrigin(bool isCached)
    {
        await using var primary = await TestOrigin.StartAsync(context => FailAsync(context, 404));
        await using var secondary = await TestOrigin.StartAsync("second");
        await using var system = await CloudFrontSystem.StartAsync(Template(primary.Port, secondary.Port, isCached).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(secondary.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_FirstOriginUnreachable_GoesToTheSecondOrigin(bool isCached)
    {
        var gone = await TestOrigin.StartAsync("gone");
        await gone.DisposeAsync();
        await using var secondary = await TestOrigin.StartAsync("second");
        await using var system = await CloudFrontSystem.StartAsync(Template(gone.Port, secondary.Port, isCached).ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal("second", await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Post_StatusOfTheCriteria_StaysWithTheFirstOrigin()
    {
        await using var primary = await TestOrigin.StartAsync(context => FailAsync(context, 503));
        await using var secondary = await TestOrigin.StartAsync("second");
        var template = Template(primary.Port, secondary.Port, isCached: false);
        template.DefaultBehavior["AllowedMethods"] = JsonNode.Parse("""["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]""");
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync("/a", HttpMethod.Post);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(secondary.Requests);
    }

    [Theory]
    [InlineData("""["GET", "HEAD", "OPTIONS"]""", "second")]
    [InlineData("""["GET", "HEAD"]""", "first")]
    public async Task Options_StatusOfTheCriteria_GoesToTheSecondOriginWhenItIsACachedMethod(string cachedMethods, string body)
    {
        await using var primary = await TestOrigin.StartAsync(context => FailAsync(context, 503));
        await using var secondary = await TestOrigin.StartAsync("second");
        var template = Template(primary.Port, secondary.Port, isCached: true);
        template.DefaultBehavior["AllowedMethods"] = JsonNode.Parse("""["GET", "HEAD", "OPTIONS"]""");
        template.DefaultBehavior["CachedMethods"] = JsonNode.Parse(cachedMethods);
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync("/a", HttpMethod.Options);

        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestToken));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(410, 2)]
    public async Task Get_SecondOriginReturnsAnError_IsCachedByItsOwnStatus(int status, int requests)
    {
        await using var primary = await TestOrigin.StartAsync(context => FailAsync(context, 503));
        await using var secondary = await TestOrigin.StartAsync(context => FailAsync(context, status));
        await using var system = await CloudFrontSystem.StartAsync(Template(primary.Port, secondary.Port, isCached: true).ToString());

        using var first = await system.ViewAsync("/a");
        using var second = await system.ViewAsync("/a");

        Assert.Equal((status, status), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal((requests, requests), (primary.Requests.Count, secondary.Requests.Count));
    }

    [Fact]
    public async Task Refresh_FailsOverAfterTheViewerHasLeft_AsksTheSecondOrigin()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (refreshing, viewerHasLeft, failedOver) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<string>());
        var requests = 0;
        await using var primary = await TestOrigin.StartAsync(async context =>
        {
            if (context.Request.Path == "/other" || Interlocked.Increment(ref requests) == 1)
            {
                context.Response.Headers.CacheControl = "max-age=1, stale-while-revalidate=600";
                context.Response.ContentLength = 5;
                await context.Response.WriteAsync("first");
                return;
            }

            refreshing.SetResult();
            await viewerHasLeft.Task.WaitAsync(TestToken);
            await FailAsync(context, 503);
        });
        await using var secondary = await TestOrigin.StartAsync(context =>
        {
            failedOver.TrySetResult(context.Request.Headers["X-Forwarded-For"].ToString());
            return context.Response.WriteAsync("second");
        });
        await using var system = await CloudFrontSystem.StartAsync(Template(primary.Port, secondary.Port, isCached: true).ToString(), time: time);
        (await system.ViewAsync("/a")).Dispose();
        time.Advance(TimeSpan.FromSeconds(5));

        (await system.ViewAsync("/a")).Dispose();
        await refreshing.Task.WaitAsync(TestToken);
        // The server uses the context of the first request again.
        (await system.ViewAsync("/other")).Dispose();
        viewerHasLeft.SetResult();

        Assert.Equal("127.0.0.1", await failedOver.Task.WaitAsync(TestToken));
    }

    [Fact]
    public async Task Get_MissingInTheBucket_GoesToTheFunctionSigned()
    {
        var template = new DistributionTemplate().WithBucket("one").WithLambda("two");
        template.Config["OriginGroups"] = JsonNode.Parse("""
            { "Quantity": 1, "Items": [{ "Id": "group", "FailoverCriteria": { "StatusCodes": { "Quantity": 2, "Items": [403, 404] } },
              "Members": { "Quantity": 2, "Items": [{ "OriginId": "one" }, { "OriginId": "two" }] } }] }
            """);
        template.DefaultBehavior["TargetOriginId"] = "group";
        template.DefaultBehavior["CachePolicyId"] = "658327ea-f89d-4fab-a63d-7e88639e58f6";
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());
        using var function = system.Connect("Web");

        var viewing = system.ViewAsync("/gone.mp3");
        var invocation = await function.NextAsync(TestToken);
        using var accepted = await function.RespondAsync(
            invocation.RequestId, """{"statusCode":410,"headers":{"content-type":"text/plain"},"body":"taken down"}""", TestToken);
        using var response = await viewing;

        Assert.Equal((HttpStatusCode.Gone, "taken down"), (response.StatusCode, await response.Content.ReadAsStringAsync(TestToken)));
    }

    [Fact]
    public async Task CreateRequestOriginGroup_FirstOriginFails_GoesToTheSecondOrigin()
    {
        await using var primary = await TestOrigin.StartAsync(context => FailAsync(context, 404));
        await using var secondary = await TestOrigin.StartAsync("second");
        var template = new DistributionTemplate().WithOrigin("one", primary.Port).WithOrigin("two", secondary.Port).WithFunction("""
            import cf from 'cloudfront';
            function handler(event) {
                cf.createRequestOriginGroup({ originIds: ['one', 'two'], failoverCriteria: [404] });
                return event.request;
            }
            """);
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        using var response = await system.ViewAsync("/a");

        Assert.Equal("second", await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task Template_WrongGroup_IsRefusedByName()
    {
        var template = new DistributionTemplate().WithOrigin("one", 1);
        template.Config["OriginGroups"] = JsonNode.Parse("""
            { "Quantity": 1, "Items": [{ "Id": "group", "FailoverCriteria": { "StatusCodes": { "Quantity": 1, "Items": [418] } },
              "Members": { "Quantity": 2, "Items": [{ "OriginId": "one" }, { "OriginId": "one" }] } }] }
            """);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => CloudFrontSystem.StartAsync(template.ToString()));

        Assert.Contains("OriginGroups[0].FailoverCriteria.StatusCodes[0] has to be one of", error.Message, StringComparison.Ordinal);
    }

    private static DistributionTemplate Template(int primary, int secondary, bool isCached)
    {
        var template = new DistributionTemplate().WithOrigin("one", primary).WithOrigin("two", secondary);
        template.Config["OriginGroups"] = JsonNode.Parse("""
            { "Quantity": 1, "Items": [{ "Id": "group", "FailoverCriteria": { "StatusCodes": { "Quantity": 2, "Items": [500, 503] } },
              "Members": { "Quantity": 2, "Items": [{ "OriginId": "one" }, { "OriginId": "two" }] } }] }
            """);
        template.DefaultBehavior["TargetOriginId"] = "group";
        if (isCached)
        {
            template.DefaultBehavior["CachePolicyId"] = "658327ea-f89d-4fab-a63d-7e88639e58f6";
        }

        return template;
    }

    private static Task FailAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = "first".Length;
        return context.Response.WriteAsync("first");
    }
}
