using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.DemoData;

/// <summary>Adds the demo data to the application.</summary>
internal static class DemoDataResourceBuilderExtensions
{
    public static IResourceBuilder<DemoDataResource> AddDemoData(
        this IDistributedApplicationBuilder builder, string name, LocalAwsResource aws, IResourceBuilder<ProjectResource> publisher)
    {
        var demo = builder.AddResource(new DemoDataResource(name))
            .WithInitialState(new() { ResourceType = "Job", Properties = [], State = KnownResourceStates.NotStarted })
            .ExcludeFromManifest()
            .WaitFor(aws.Project)
            .WaitFor(publisher);

        return demo.OnInitializeResource((resource, started, cancellationToken) => RunAsync(resource, started, aws, cancellationToken));
    }

    /// <summary>
    /// Starts <paramref name="resource"/> when the demo data is there or could not be created: what only waits so as not to slow the start down does not
    /// depend on it.
    /// </summary>
    public static IResourceBuilder<T> WaitForEnd<T>(this IResourceBuilder<T> resource, IResourceBuilder<DemoDataResource> demo)
        where T : IResource
    {
        resource.OnBeforeResourceStarted(async (waiting, starting, cancellationToken) =>
        {
            var notifications = starting.Services.GetRequiredService<ResourceNotificationService>();
            await notifications.PublishUpdateAsync(waiting, snapshot => snapshot with { State = KnownResourceStates.Waiting });
            await notifications.WaitForResourceAsync(demo.Resource.Name, KnownResourceStates.TerminalStates, cancellationToken);
        });
        return resource.WithAnnotation(new StartsLaterAnnotation()).WithRelationship(demo.Resource, "WaitFor");
    }

    private static async Task RunAsync(
        DemoDataResource resource, InitializeResourceEvent started, LocalAwsResource aws, CancellationToken cancellationToken)
    {
        // The sound takes a moment that is free while the rest still boots.
        var episodes = DemoAudio.CreateEpisodesAsync(started.Logger, cancellationToken);
        try
        {
            await started.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, started.Services), cancellationToken);
            await started.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = DateTime.UtcNow,
            });

            using var publisher = new DemoPublisher(aws);
            var sounds = await episodes;
            resource.Feeds = await publisher.PublishAsync(sounds, cancellationToken);
            started.Logger.LogCreated(sounds.Count);
            await EndAsync(resource, started, KnownResourceStates.Finished, exitCode: 0, resource.Feeds);
        }
        catch (Exception failure) when (failure is HttpRequestException or DistributedApplicationException or TaskCanceledException or IOException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                resource.Failure = failure.Message;
                started.Logger.LogFailed(failure.Message);
                await EndAsync(resource, started, KnownResourceStates.FailedToStart, exitCode: 1, feeds: null);
            }
        }
    }

    private static Task EndAsync(DemoDataResource resource, InitializeResourceEvent started, string state, int exitCode, DemoFeeds? feeds) =>
        started.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = state,
            ExitCode = exitCode,
            StopTimeStamp = DateTime.UtcNow,
            Urls = feeds is null ? [] : [Link("active", feeds.Active), Link("lapsed", feeds.Lapsed), Link("revoked", feeds.Revoked)],
        });

    private static UrlSnapshot Link(string subscriber, Uri feed) =>
        new(subscriber, feed.ToString(), IsInternal: false) { DisplayProperties = new($"Feed of the {subscriber} subscriber", 0) };
}
