using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Integration.LocalAws.Scheduler;

namespace Podcast.Tests.Integration.LocalAws.Host.Faults;

public sealed class FaultControlTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_Fault_MakesTheServiceFailUntilItHasHappenedOftenEnough()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);
        using var set = await PutAsync(system, "busy", """{ "service": "lambda", "operation": "ListFunctions", "kind": "throttle", "count": 1 }""");
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);

        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequestsException"), await ListFunctionsAsync(system));
        Assert.Equal((HttpStatusCode.OK, null), await ListFunctionsAsync(system));

        var fault = (await system.GetAsync("/_localaws/faults", TestToken))["faults"]![0]!;
        Assert.Equal(("busy", "1"), (fault["id"]!.ToString(), fault["happened"]!.ToString()));
    }

    [Fact]
    public async Task Delete_Outage_BringsTheServiceBack()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);
        using var set = await PutAsync(system, "down", """{ "service": "lambda", "kind": "outage" }""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceException"), await ListFunctionsAsync(system));

        using var cleared = await system.Http.DeleteAsync(new Uri(system.ApiUrl, "/_localaws/faults/down"), TestToken);

        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Equal((HttpStatusCode.OK, null), await ListFunctionsAsync(system));
    }

    [Theory]
    [InlineData("""{ "kind": "outage" }""")]
    [InlineData("""{ "service": "s3", "kind": "rain" }""")]
    [InlineData("""{ "service": "s3", "kind": "latency" }""")]
    [InlineData("""{ "service": "s3", "kind": "outage", "probability": 2 }""")]
    [InlineData("""{ "service": "s3", "kind": "outage", "count": 0 }""")]
    [InlineData("""{ "service": "s3", "kind": "kill" }""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Put_InvalidFault_FailsWithReason(string fault)
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);

        using var response = await PutAsync(system, "wrong", fault);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestToken))!["reason"]!.ToString());
    }

    [Fact]
    public async Task Delete_FromAWebPage_IsRefused()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(system.ApiUrl, "/_localaws/faults"));
        request.Headers.Add("Origin", "https://example.com");

        using var response = await system.Http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Kill_Function_LosesItsResponse()
    {
        await using var system = await SchedulerSystem.StartAsync("", TestToken, TimeProvider.System);
        using var set = await PutAsync(system, "kill", """{ "service": "function", "operation": "Plain", "kind": "kill", "count": 1 }""");
        using var process = system.Connect();
        using var request = LambdaFixture.Sign(HttpMethod.Post, new Uri(system.ApiUrl, "/2015-03-31/functions/plain/invocations"), "lambda", "{}");
        var invoked = system.Http.SendAsync(request, TestToken);
        var next = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(next.RequestId, "{}", TestToken);

        using var response = await invoked;

        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        Assert.Contains("Runtime.ExitError", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PutAsync(SchedulerSystem system, string id, string fault)
    {
        using var content = new StringContent(fault, Encoding.UTF8, "application/json");
        return await system.Http.PutAsync(new Uri(system.ApiUrl, $"/_localaws/faults/{id}"), content, TestToken);
    }

    private static async Task<(HttpStatusCode Status, string? Error)> ListFunctionsAsync(SchedulerSystem system)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Get, new Uri(system.ApiUrl, "/2015-03-31/functions"), "lambda");
        using var response = await system.Http.SendAsync(request, TestToken);
        return (response.StatusCode, response.Headers.TryGetValues("x-amzn-ErrorType", out var error) ? error.Single() : null);
    }
}
