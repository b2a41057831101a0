using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class RegionSettingTests
{
    [Theory]
    [InlineData(null, "us-east-1")]
    [InlineData("", "us-east-1")]
    [InlineData("eu-central-1", "eu-central-1")]
    [InlineData("us-gov-west-1", "us-gov-west-1")]
    [InlineData("ap-southeast-7", "ap-southeast-7")]
    public void Read_Region_ReturnsIt(string? value, string expected) => Assert.Equal(expected, Read(value));

    [Theory]
    [InlineData("not a region")]
    [InlineData("eu-central-1a")]
    [InlineData("EU-CENTRAL-1")]
    [InlineData("mars")]
    public void Read_NoRegion_NamesTheVariable(string value)
    {
        var error = Assert.Throws<DistributedApplicationException>(() => Read(value));

        Assert.Contains($"AWS_REGION is '{value}'", error.Message, StringComparison.Ordinal);
    }

    private static string Read(string? value) =>
        RegionSetting.Read(new ConfigurationBuilder().AddInMemoryCollection([new("AWS_REGION", value)]).Build());
}
