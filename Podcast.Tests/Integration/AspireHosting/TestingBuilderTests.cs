using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.AspireHosting;

public sealed class TestingBuilderTests
{
    [Fact]
    public async Task CreateAsync_TwoAtOnce_RunSideBySide()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();

        using var oneClient = one.CreateHttpClient("service");
        using var otherClient = other.CreateHttpClient("service");

        Assert.NotEqual(oneClient.BaseAddress, otherClient.BaseAddress);
        Assert.Equal("s3cret", await oneClient.GetStringAsync("/environment/SECRET", TestContext.Current.CancellationToken));
        Assert.Equal("s3cret", await otherClient.GetStringAsync("/environment/SECRET", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CreateAsync_ModelChangedByTheTest_RunsChanged()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleAppHost>(TestContext.Current.CancellationToken);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.CreateResourceBuilder<ExecutableResource>("service").WithEnvironment("ADDED", "by the test");
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.StartAsync(TestContext.Current.CancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("service", TestContext.Current.CancellationToken);

        using var client = application.CreateHttpClient("service");

        Assert.Equal("by the test", await client.GetStringAsync("/environment/ADDED", TestContext.Current.CancellationToken));
        Assert.DoesNotContain(application.Services.GetRequiredService<DistributedApplicationModel>().Resources, resource => resource.Name == "aspire-dashboard");
    }

    [Fact]
    public async Task DisposeAsync_RunningApplication_StopsItsProcesses()
    {
        var application = await StartAsync();
        var address = application.GetEndpoint("service");

        await application.DisposeAsync();

        using var client = new HttpClient { BaseAddress = address };
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health", TestContext.Current.CancellationToken));
    }

    private static async Task<DistributedApplication> StartAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleAppHost>(TestContext.Current.CancellationToken);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.StartAsync(TestContext.Current.CancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("service", TestContext.Current.CancellationToken);
        return application;
    }
}
