using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Podcast.Tests.Integration.AspireHosting;

public sealed class CustomResourceTests
{
    [Fact]
    public async Task OnInitializeResource_WithWait_RunsWhenTheOtherIsReady()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var service = builder.AddExecutable("service", "sh", ".", "-c", "exec sleep 600");
            var seed = AddSeed(builder).WaitFor(service);
            builder.AddExecutable("after", "sh", ".", "-c", "exec sleep 600").WaitForCompletion(seed);
        });

        var finished = await application.WaitAsync("seed", KnownResourceStates.Finished);
        await application.WaitAsync("after", KnownResourceStates.Running);

        var service = await application.WaitAsync("service", KnownResourceStates.Running);
        Assert.True(finished.Snapshot.StartTimeStamp >= service.Snapshot.StartTimeStamp);
        Assert.Contains(finished.Snapshot.Relationships, relationship => relationship is { ResourceName: "service", Type: "WaitFor" });
    }

    private static IResourceBuilder<SeedResource> AddSeed(IDistributedApplicationBuilder builder) =>
        builder.AddResource(new SeedResource("seed"))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Seed", Properties = [], State = KnownResourceStates.NotStarted })
            .ExcludeFromManifest()
            .OnInitializeResource(async (resource, @event, cancellationToken) =>
            {
                await @event.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, @event.Services), cancellationToken);
                await @event.Notifications.PublishUpdateAsync(resource, state => state with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow });
                await @event.Notifications.PublishUpdateAsync(resource, state => state with { State = KnownResourceStates.Finished, ExitCode = 0 });
            });

    private sealed class SeedResource(string name) : Resource(name), IResourceWithWaitSupport;
}
