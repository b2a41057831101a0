using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.FirstMinute;

/// <summary>Waits for the last resource, then speaks once.</summary>
internal sealed class FirstMinuteService(
    LocalAwsResource aws,
    DemoDataResource demo,
    EndpointsFile file,
    DistributedApplicationModel model,
    ResourceNotificationService notifications) : LifecycleService
{
    // The official app host names its dashboard so; it is no resource of this model's own.
    private const string Dashboard = "aspire-dashboard";

    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        file.Delete();
        await base.StoppingAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForAllAsync(stoppingToken);
        var dashboard = await FindDashboardAsync(stoppingToken);
        var path = await file.WriteAsync(Describe(dashboard), stoppingToken);
        await Console.Out.WriteLineAsync(Compose(dashboard, path));
    }

    // What ends too early is told at once; whoever started it may mend it and start it again from the dashboard, so the wait goes on.
    private async Task WaitForAllAsync(CancellationToken cancellationToken)
    {
        var waiting = model.Resources
            .Where(resource => resource is ProjectResource or ExecutableResource or DemoDataResource && resource.Name != Dashboard && !StartsLater(resource))
            .Select(resource => resource.Name)
            .ToHashSet();
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            var state = change.Snapshot.State?.Text;
            if (change.Resource == demo ? state == KnownResourceStates.Finished : change.Snapshot.HealthStatus == HealthStatus.Healthy)
            {
                waiting.Remove(change.Resource.Name);
            }
            else if (waiting.Contains(change.Resource.Name) && KnownResourceStates.TerminalStates.Contains(state))
            {
                await Console.Error.WriteLineAsync(change.Resource == demo
                    ? $"The demo data could not be created: {demo.Failure}"
                    : $"'{change.Resource.Name}' ended with exit code {change.Snapshot.ExitCode}; its console log in the dashboard says why.");
            }

            if (waiting.Count == 0)
            {
                return;
            }
        }
    }

    // What is started by hand is not waited for either: the official app host has one of that kind beside each project, which builds it anew.
    private bool StartsLater(IResource resource) =>
        resource.Annotations.Any(annotation => annotation is ExplicitStartupAnnotation || (annotation is WaitAnnotation wait && wait.Resource == demo));

    // Absent when the dashboard is switched off, as in tests.
    private async Task<string?> FindDashboardAsync(CancellationToken cancellationToken)
    {
        if (model.Resources.All(resource => resource.Name != Dashboard))
        {
            return null;
        }

        var running = await notifications.WaitForResourceAsync(
            Dashboard, update => update.Snapshot.Urls.Any(url => url.Url.Contains("/login?t=", StringComparison.Ordinal)), cancellationToken);
        return running.Snapshot.Urls.First(url => url.Url.Contains("/login?t=", StringComparison.Ordinal)).Url;
    }

    private JsonObject Describe(string? dashboard) => new()
    {
        ["processId"] = Environment.ProcessId,
        ["dashboard"] = dashboard,
        ["edge"] = aws.Edge.Url,
        ["aws"] = aws.SdkEndpoint,
        ["publisher"] = aws.Publisher.Url,
        ["webhooks"] = aws.Webhooks.Url,
        ["feeds"] = new JsonObject
        {
            ["active"] = demo.Feeds!.Active.ToString(),
            ["lapsed"] = demo.Feeds.Lapsed.ToString(),
            ["revoked"] = demo.Feeds.Revoked.ToString(),
        },
        ["region"] = aws.Region,
        ["accessKeyId"] = aws.AccessKeyId,
        ["secretAccessKey"] = aws.SecretAccessKey,
    };

    private string Compose(string? dashboard, string path) =>
        $$"""

        All healthy.

          Dashboard     {{dashboard ?? "(off)"}}
          Active feed   {{demo.Feeds!.Active}}
          Lapsed feed   {{demo.Feeds.Lapsed}}
          Revoked feed  {{demo.Feeds.Revoked}}
          AWS endpoint  {{aws.SdkEndpoint}} (region and keys: {{path}})

          Create a subscriber:
            curl --aws-sigv4 aws:amz:{{aws.Region}}:lambda --user '{{aws.AccessKeyId}}:{{aws.SecretAccessKey}}' \
              -H 'content-type: application/json' \
              -d '{"email":"ada@example.com","shows":["demo"],"expiresAt":"{{DateTimeOffset.UtcNow.AddYears(1):yyyy-MM-dd}}T00:00:00Z"}' \
              {{aws.Publisher.Url}}/subscribers

          Stop: Ctrl+C, or kill {{Environment.ProcessId}}

        """;
}
