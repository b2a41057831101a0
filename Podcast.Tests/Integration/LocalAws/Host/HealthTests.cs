using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Host;

/// <summary>The health names what does not work, and since when.</summary>
public sealed class HealthTests(LambdaFixture fixture) : IClassFixture<LambdaFixture>
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_FunctionWhoseProcessHasEnded_IsNamedUntilAnotherPolls()
    {
        using (var process = fixture.Connect("Plain"))
        {
            var invoking = fixture.InvokeAsync("Plain", "{}", TestToken);
            var got = await process.NextAsync(TestToken);
            using var accepted = await process.RespondAsync(got.RequestId, "1", TestToken);
            using var invoked = await invoking;
        }

        var problem = await WaitForAsync(problems => problems.SingleOrDefault(problem => (string?)problem!["part"] == "function Plain"));
        Assert.NotNull(problem!["since"]);

        using var another = fixture.Connect("Plain");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        var polling = another.NextAsync(stop.Token);
        await WaitForAsync(problems => problems.Any(problem => (string?)problem!["part"] == "function Plain") ? null : problems);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
    }

    [Fact]
    public async Task Health_ServiceThatAFaultTakesAway_IsNamed()
    {
        using var fault = new StringContent("""{"service":"cf.kvs","kind":"outage"}""", Encoding.UTF8, "application/json");
        using var set = await fixture.Http.PutAsync(fixture.Api("/_localaws/faults/test"), fault, TestToken);

        using var health = await fixture.Http.GetAsync(fixture.Api("/_localaws/health"), TestToken);
        var problems = JsonNode.Parse(await health.Content.ReadAsStringAsync(TestToken))!["problems"]!.AsArray();
        using var cleared = await fixture.Http.DeleteAsync(fixture.Api("/_localaws/faults/test"), TestToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains(problems, problem => (string?)problem!["part"] == "service cf.kvs");
    }

    private async Task<JsonNode?> WaitForAsync(Func<JsonArray, JsonNode?> find)
    {
        while (true)
        {
            using var response = await fixture.Http.GetAsync(fixture.Api("/_localaws/health"), TestToken);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestToken))!;
            if (find(body["problems"]?.AsArray() ?? []) is { } found)
            {
                return found;
            }

            await Task.Delay(50, TestToken);
        }
    }
}
