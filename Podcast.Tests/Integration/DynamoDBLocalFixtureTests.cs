namespace Podcast.Tests.Integration;

public sealed class DynamoDBLocalFixtureTests(DynamoDBLocalFixture dynamoDB)
{
    [Fact]
    public async Task GetEndpoint_Started_RespondsAsDynamoDB()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(await dynamoDB.GetEndpointAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
