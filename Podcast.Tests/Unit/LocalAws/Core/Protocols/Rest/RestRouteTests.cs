using Podcast.LocalAws.Core.Protocols.Rest;

namespace Podcast.Tests.Unit.LocalAws.Core.Protocols.Rest;

public sealed class RestRouteTests
{
    [Theory]
    [InlineData("GET", "/schedules/nightly", "nightly")]
    [InlineData("GET", "/schedules/a%2Fb", "a/b")]
    [InlineData("GET", "/schedules/nightly/", "nightly")]
    public void Match_PathWithLabel_DecodesIt(string method, string path, string name)
    {
        var labels = new RestRoute("GET /schedules/{Name}").Match(method, RestRoute.Split(path));

        Assert.Equal(name, labels?["Name"]);
    }

    [Theory]
    [InlineData("POST", "/schedules/nightly")]
    [InlineData("GET", "/schedules")]
    [InlineData("GET", "/schedules/nightly/runs")]
    [InlineData("GET", "/schedule-groups/nightly")]
    public void Match_OtherRequest_IsNull(string method, string path) =>
        Assert.Null(new RestRoute("GET /schedules/{Name}").Match(method, RestRoute.Split(path)));

    [Theory]
    [InlineData("/tags/arn:aws:scheduler:us-east-1:000000000000:schedule-group/night")]
    [InlineData("/tags/arn%3Aaws%3Ascheduler%3Aus-east-1%3A000000000000%3Aschedule-group%2Fnight")]
    public void Match_GreedyLabel_TakesAllSegments(string path)
    {
        var labels = new RestRoute("GET /tags/{ResourceArn+}").Match("GET", RestRoute.Split(path));

        Assert.Equal("arn:aws:scheduler:us-east-1:000000000000:schedule-group/night", labels?["ResourceArn"]);
    }

    [Fact]
    public void Match_GreedyLabelWithoutSegments_IsNull() =>
        Assert.Null(new RestRoute("GET /tags/{ResourceArn+}").Match("GET", RestRoute.Split("/tags/")));
}
