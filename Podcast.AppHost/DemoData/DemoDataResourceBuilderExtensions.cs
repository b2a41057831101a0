using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podcast.AppHost.LocalAws;
using Podcast.Client;

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
            .WithIconName("MusicNote2")
            .WithReferenceRelationship(publisher)
            .WithReferenceRelationship(aws.Project)
            .WaitFor(aws.Project)
            .WaitFor(publisher)
            .WithCommand(
                DemoDataResource.LoadAgainCommand,
                "Load the demo data again",
                context => LoadAgainAsync(context, builder.Resources.OfType<DemoDataResource>().Single(), aws),
                new CommandOptions
                {
                    Description = "Creates what is missing of the demo show, and makes its three subscribers active, lapsed and revoked again under the same links.",
                    IconName = "ArrowClockwise",
                    IsHighlighted = true,
                    UpdateState = context => KnownResourceStates.TerminalStates.Contains(context.ResourceSnapshot.State?.Text)
                        ? ResourceCommandState.Enabled
                        : ResourceCommandState.Disabled,
                });

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

    private static Task RunAsync(DemoDataResource resource, InitializeResourceEvent started, LocalAwsResource aws, CancellationToken cancellationToken)
    {
        return LoadAsync(resource, PrepareAsync, aws, started.Notifications, started.Logger, cancellationToken);

        async Task<IReadOnlyList<DemoEpisode>> PrepareAsync()
        {
            // The sound takes a moment that is free while the rest still boots.
            var episodes = DemoAudio.CreateEpisodesAsync(started.Logger, cancellationToken);
            await started.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, started.Services), cancellationToken);
            return await episodes;
        }
    }

    private static async Task<ExecuteCommandResult> LoadAgainAsync(ExecuteCommandContext context, DemoDataResource resource, LocalAwsResource aws)
    {
        await LoadAsync(
            resource,
            () => DemoAudio.CreateEpisodesAsync(context.Logger, context.CancellationToken),
            aws,
            context.Services.GetRequiredService<ResourceNotificationService>(),
            context.Logger,
            context.CancellationToken);
        return resource.Failure is null
            ? CommandResults.Success("The demo data is as it was in the beginning.")
            : CommandResults.Failure(resource.Failure);
    }

    private static async Task LoadAsync(
        DemoDataResource resource,
        Func<Task<IReadOnlyList<DemoEpisode>>> prepare,
        LocalAwsResource aws,
        ResourceNotificationService notifications,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        try
        {
            var episodes = await prepare();
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = DateTime.UtcNow,
                StopTimeStamp = null,
                ExitCode = null,
            });

            using var publisher = new DemoPublisher(aws);
            resource.Feeds = await publisher.PublishAsync(episodes, cancellationToken);
            resource.Failure = null;
            logger.LogCreated(episodes.Count);
            await EndAsync(resource, notifications, KnownResourceStates.Finished, exitCode: 0, resource.Feeds);
        }
        catch (Exception failure) when (failure is HttpRequestException or PublisherApiException or DistributedApplicationException or TaskCanceledException or IOException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                resource.Failure = failure.Message;
                logger.LogFailed(failure.Message);
                await EndAsync(resource, notifications, KnownResourceStates.FailedToStart, exitCode: 1, feeds: null);
            }
        }
    }

    private static Task EndAsync(DemoDataResource resource, ResourceNotificationService notifications, string state, int exitCode, DemoFeeds? feeds) =>
        notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = state,
            ExitCode = exitCode,
            StopTimeStamp = DateTime.UtcNow,
            Urls = feeds is null ? [] : [Link("active", feeds.Active), Link("lapsed", feeds.Lapsed), Link("revoked", feeds.Revoked)],
        });

    private static UrlSnapshot Link(string subscriber, Uri feed) =>
        new(subscriber, feed.ToString(), IsInternal: false) { DisplayProperties = new($"Feed of the {subscriber} subscriber", 0) };
}
