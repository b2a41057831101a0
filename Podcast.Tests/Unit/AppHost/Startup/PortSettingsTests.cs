using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class PortSettingsTests
{
    [Fact]
    public void ReadAll_PortsAndAddresses_NamesEachSetting()
    {
        var ports = PortSettings.ReadAll(Configuration(
            ("Ports:Edge", "8080"), ("Ports:Aws", "0"), ("ASPNETCORE_URLS", "http://localhost:18888;https://127.0.0.1:18889"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:0")));

        Assert.Equal(
            [new("Ports:Edge", 8080), new("ASPNETCORE_URLS", 18888), new("ASPNETCORE_URLS", 18889)], ports);
    }

    [Theory]
    [InlineData("Ports:Edge", "http")]
    [InlineData("Ports:Edge", "65536")]
    [InlineData("ASPNETCORE_URLS", "localhost:18888")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:18888;garbage")]
    [InlineData("ASPNETCORE_URLS", "ftp://localhost:18888")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:123456")]
    public void ReadAll_ValueThatIsNone_IsRefusedByName(string setting, string value)
    {
        var error = Assert.Throws<DistributedApplicationException>(() => PortSettings.ReadAll(Configuration((setting, value))));

        Assert.StartsWith(setting, error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
}
