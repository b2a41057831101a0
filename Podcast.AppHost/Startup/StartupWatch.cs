using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.DemoData;

namespace Podcast.AppHost.Startup;

/// <summary>Waits until resources are healthy, and says of those that are not what is the matter and where their log is.</summary>
internal sealed class StartupWatch(
    ResourceNotificationService notifications, Func<IResource, Task<string?>> saveLog, StartupDeadline deadline, TextWriter error)
{
    /// <summary>
    /// Returns the resources that are missing: none when all are healthy, else those that have ended or are not healthy at the deadline. A resource that
    /// has ended is reported at once, and no longer missing when somebody has started it again from the dashboard meanwhile.
    /// </summary>
    /// <param name="resources">What is waited for.</param>
    /// <param name="isVital">What the wait ends for as soon as it has ended: nothing works without it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<IResource>> WaitAsync(
        IReadOnlyCollection<IResource> resources, Func<IResource, bool> isVital, CancellationToken cancellationToken)
    {
        var waiting = resources.ToDictionary(resource => resource.Name, resource => new Progress(resource));
        using var limit = deadline.CreateCancellation(cancellationToken);
        try
        {
            if (waiting.Count > 0)
            {
                await foreach (var change in notifications.WatchAsync(limit.Token))
                {
                    if (!waiting.TryGetValue(change.Resource.Name, out var progress))
                    {
                        continue;
                    }

                    progress.State = change.Snapshot.State?.Text;
                    if (IsReady(change))
                    {
                        waiting.Remove(change.Resource.Name);
                    }
                    else if (progress.HasEnded && !progress.IsReported)
                    {
                        progress.IsReported = true;
                        await ReportAsync(change.Resource, HowItEnded(change));
                        if (isVital(change.Resource))
                        {
                            break;
                        }
                    }

                    if (waiting.Values.All(left => left.HasEnded))
                    {
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            foreach (var late in waiting.Values.Where(left => !left.IsReported))
            {
                await ReportAsync(late.Resource, $"is not ready after {deadline.Description} (state: {late.State ?? "none"})");
            }
        }

        return [.. waiting.Values.Select(left => left.Resource)];
    }

    private static bool IsReady(ResourceEvent change) => change.Resource is DemoDataResource
        ? change.Snapshot.State?.Text == KnownResourceStates.Finished
        : change.Snapshot.HealthStatus == HealthStatus.Healthy && !KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text);

    private static string HowItEnded(ResourceEvent change) => change.Resource is DemoDataResource { Failure: { } failure }
        ? $"could not be created: {failure.TrimEnd('.')}"
        : change.Snapshot.ExitCode is { } code ? $"ended with exit code {code.ToString(CultureInfo.InvariantCulture)}"
        : "could not be started";

    private async Task ReportAsync(IResource resource, string problem) =>
        await error.WriteLineAsync(await saveLog(resource) is { } path
            ? $"'{resource.Name}' {problem}; its log is {path}."
            : $"'{resource.Name}' {problem}; its console log is in the dashboard.");

    private sealed class Progress(IResource resource)
    {
        public IResource Resource { get; } = resource;

        public string? State { get; set; }

        public bool IsReported { get; set; }

        public bool HasEnded => KnownResourceStates.TerminalStates.Contains(State);
    }
}
