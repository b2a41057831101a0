using Podcast.Infra.Input;

namespace Podcast.Tests.Unit.Infra.Input;

public sealed class StackSettingsTests
{
    [Fact]
    public void Read_WithoutContext_IsDevelopmentOnArm64WithoutADomain()
    {
        var settings = Read();
        Assert.False(settings.KeepsData);
        Assert.Equal("arm64", settings.Architecture);
        Assert.True(settings.HasEdgeTelemetry);
        Assert.Null(settings.DomainName);
        Assert.Null(settings.AlarmEmail);
        Assert.Null(settings.WebAclArn);
        Assert.Empty(settings.AllowedCountries);
        Assert.False(settings.AllowsPrivateAddresses);
        Assert.Equal(TraceSettings.Off, settings.Traces);
    }

    [Fact]
    public void Read_WithContext_TakesWhatItSays()
    {
        var settings = Read(
            "environment=prod", "architecture=x86_64", "domainName=feeds.example.com", "hostedZoneId=Z1", "alarmEmail=ops@example.com", "edgeTelemetry=false");
        Assert.True(settings.KeepsData);
        Assert.Equal("x86_64", settings.Architecture);
        Assert.Equal("feeds.example.com", settings.DomainName);
        Assert.Equal("Z1", settings.HostedZoneId);
        Assert.Equal("ops@example.com", settings.AlarmEmail);
        Assert.False(settings.HasEdgeTelemetry);
    }

    [Fact]
    public void Read_WithAWebAclAndCountries_TakesThem()
    {
        var settings = Read("webAclArn=arn:aws:wafv2:us-east-1:1:global/webacl/podcast/id", "allowedCountries=DE, AT");

        Assert.Equal("arn:aws:wafv2:us-east-1:1:global/webacl/podcast/id", settings.WebAclArn);
        Assert.Equal(["DE", "AT"], settings.AllowedCountries);
    }

    [Theory]
    [InlineData("traces=off", false, null)]
    [InlineData("traces=xray", true, null)]
    [InlineData("traces=https://collector.example.com:4318", false, "https://collector.example.com:4318/v1/traces")]
    [InlineData("traces=http://localhost:4318/", false, "http://localhost:4318/v1/traces")]
    [InlineData("traces=https://collector.example.com/otlp/v1/traces", false, "https://collector.example.com/otlp/v1/traces")]
    public void Read_Traces_AreOffToXRayOrToACollector(string context, bool toXRay, string? collector) =>
        Assert.Equal(new(toXRay, collector), Read(context).Traces);

    [Theory]
    [InlineData("traces=yes: it has to be off, xray, or the address", "traces=yes")]
    [InlineData("it has to be off, xray, or the address", "traces=grpc://collector.example.com:4317")]
    [InlineData("it has to be off, xray, or the address", "traces=https://user:password@collector.example.com")]
    [InlineData("it has to be the ARN of a web ACL of the scope CLOUDFRONT", "webAclArn=arn:aws:wafv2:us-east-1:1:regional/webacl/podcast/id")]
    [InlineData("Germany is no ISO 3166-1 alpha-2 code", "allowedCountries=AT,Germany")]
    [InlineData("environment=production: it has to be dev or prod", "environment=production")]
    [InlineData("architecture=arm: it has to be arm64 or x86_64", "architecture=arm")]
    [InlineData("privateAddresses=yes: it has to be refused or allowed", "privateAddresses=yes")]
    [InlineData("edgeTelemetry=no: it has to be true or false", "edgeTelemetry=no")]
    [InlineData("no domainName", "hostedZoneId=Z1")]
    [InlineData("no domainName", "certificateArn=arn")]
    [InlineData("neither hostedZoneId", "domainName=feeds.example.com")]
    public void Read_UnsupportedValue_NamesTheSupportedOnes(string expected, params string[] context)
        => Assert.Contains(expected, Assert.Throws<SynthesisException>(() => Read(context)).Message, StringComparison.Ordinal);

    private static StackSettings Read(params string[] context)
    {
        var values = context.Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return StackSettings.Read(values.GetValueOrDefault);
    }
}
