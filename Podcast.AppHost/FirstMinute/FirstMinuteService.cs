using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.FirstMinute;

/// <summary>Waits for the last resource, then speaks once. A start that cannot come to anything ends the application.</summary>
internal sealed class FirstMinuteService(
    LocalAwsResource aws,
    DemoDataResource demo,
    EndpointsFile file,
    StartupOutcome outcome,
    StartupWatch watch,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime) : LifecycleService
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
        try
        {
            await ReportStartAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            await EndAsync($"The start failed: {failure.Message}");
        }
    }

    private async Task ReportStartAsync(CancellationToken cancellationToken)
    {
        var resources = model.Resources.Where(IsWaitedFor).ToList();
        var missing = await watch.WaitAsync([.. resources.Where(resource => !StartsLater(resource))], IsVital, cancellationToken);
        if (missing.Where(IsVital).ToList() is [_, ..] vital)
        {
            await EndAsync($"The application stops: nothing works without {Names(vital)}.");
            return;
        }

        var dashboard = await FindDashboardAsync(cancellationToken);
        var path = await file.WriteAsync(Describe(dashboard, missing), cancellationToken);
        await Console.Out.WriteLineAsync(Compose(dashboard, path, missing));

        await Task.WhenAll(
            // What is missing of the rest is reported as well; nobody waits for it.
            watch.WaitAsync([.. resources.Where(StartsLater)], static _ => false, cancellationToken),
            FollowFeedsAsync(dashboard, demo.Feeds, cancellationToken));
    }

    // After the tables were lost and the demo data was loaded again, the feeds have other tokens.
    private async Task FollowFeedsAsync(string? dashboard, DemoFeeds? written, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource == demo && change.Snapshot.State?.Text == KnownResourceStates.Finished && demo.Feeds is { } feeds && feeds != written)
            {
                written = feeds;
                var path = await file.WriteAsync(Describe(dashboard, []), cancellationToken);
                await Console.Out.WriteLineAsync($"The demo's feeds have new links: {feeds.Active} (active), {feeds.Lapsed} (lapsed), {feeds.Revoked} (revoked); {path} has them too.");
            }
        }
    }

    private async Task EndAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        outcome.Fail();
        lifetime.StopApplication();
    }

    // What is started by hand is not waited for: the official app host has one of that kind beside each project, which builds it anew.
    private static bool IsWaitedFor(IResource resource) =>
        resource is ProjectResource or ExecutableResource or DemoDataResource
        && resource.Name != Dashboard && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();

    private static bool StartsLater(IResource resource) => resource.Annotations.OfType<StartsLaterAnnotation>().Any();

    // The local AWS and what it keeps its tables in.
    private bool IsVital(IResource resource) => resource == aws.Project.Resource || resource is ExecutableResource;

    // Absent when the dashboard is switched off, as in tests.
    private async Task<string?> FindDashboardAsync(CancellationToken cancellationToken)
    {
        if (model.Resources.All(resource => resource.Name != Dashboard))
        {
            return null;
        }

        using var limit = aws.Deadline.CreateCancellation(cancellationToken);
        try
        {
            var change = await notifications.WaitForResourceAsync(
                Dashboard,
                update => FindLogin(update) is not null || KnownResourceStates.TerminalStates.Contains(update.Snapshot.State?.Text),
                limit.Token);
            if (FindLogin(change) is { } login)
            {
                return login;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It did not start before the deadline.
        }

        await Console.Error.WriteLineAsync("The dashboard did not start; the application goes on without it.");
        return null;
    }

    private static string? FindLogin(ResourceEvent change) =>
        change.Snapshot.Urls.FirstOrDefault(url => url.Url.Contains("/login?t=", StringComparison.Ordinal))?.Url;

    private JsonObject Describe(string? dashboard, IReadOnlyList<IResource> missing) => new()
    {
        ["processId"] = Environment.ProcessId,
        ["dashboard"] = dashboard,
        ["edge"] = aws.Edge.Url,
        ["aws"] = aws.SdkEndpoint,
        ["publisher"] = aws.Publisher.Url,
        ["webhooks"] = aws.Webhooks.Url,
        ["feeds"] = demo.Feeds is not { } feeds ? null : new JsonObject
        {
            ["active"] = feeds.Active.ToString(),
            ["lapsed"] = feeds.Lapsed.ToString(),
            ["revoked"] = feeds.Revoked.ToString(),
        },
        ["region"] = aws.Region,
        ["accessKeyId"] = aws.AccessKeyId,
        ["secretAccessKey"] = aws.SecretAccessKey,
        ["missing"] = new JsonArray([.. missing.Select(resource => JsonValue.Create(resource.Name))]),
    };

    private string Compose(string? dashboard, string path, IReadOnlyList<IResource> missing) =>
        $$"""

        {{(missing.Count == 0 ? "All healthy." : $"Started without {Names(missing)}.")}}

          Dashboard     {{dashboard ?? "(off)"}}
          Active feed   {{demo.Feeds?.Active.ToString() ?? "(none)"}}
          Lapsed feed   {{demo.Feeds?.Lapsed.ToString() ?? "(none)"}}
          Revoked feed  {{demo.Feeds?.Revoked.ToString() ?? "(none)"}}
          AWS endpoint  {{aws.SdkEndpoint}} (region and keys: {{path}})

          Create a subscriber:
            curl --aws-sigv4 aws:amz:{{aws.Region}}:lambda --user '{{aws.AccessKeyId}}:{{aws.SecretAccessKey}}' \
              -H 'content-type: application/json' \
              -d '{"email":"ada@example.com","shows":["demo"],"expiresAt":"{{DateTimeOffset.UtcNow.AddYears(1):yyyy-MM-dd}}T00:00:00Z"}' \
              {{aws.Publisher.Url}}/subscribers

          Stop: Ctrl+C, or kill {{Environment.ProcessId}}

        """;

    private static string Names(IEnumerable<IResource> resources) => string.Join(", ", resources.Select(resource => $"'{resource.Name}'"));
}
