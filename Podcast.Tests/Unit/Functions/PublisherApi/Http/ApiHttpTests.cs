using System.Text.Json.Nodes;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Tests.Unit.Functions.PublisherApi.Http;

public sealed class ApiHttpTests
{
    [Fact]
    public void Write_Problem_IsReadableAndNothingElseIsGuessed()
    {
        const string detail = "The show 'news' > \"old\" & <b> ist für Jürgen.";
        var response = ApiHttp.Write(Problem.Conflict(detail), PublisherApiJsonContext.Default);

        Assert.Equal(("application/problem+json", "nosniff"), (response.Headers["content-type"], response.Headers["x-content-type-options"]));
        Assert.Contains("The show 'news' > \\\"old\\\" & <b> ist für Jürgen.", response.Body, StringComparison.Ordinal);
        Assert.Equal(detail, (string?)JsonNode.Parse(response.Body)!["detail"]);
    }
}
