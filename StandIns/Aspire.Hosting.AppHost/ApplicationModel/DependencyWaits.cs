using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Waits for what a resource was told to wait for, and shows it in the resource's state and log.</summary>
internal sealed partial class DependencyWaits(ResourceNotificationService notifications, ResourceLoggerService loggers, WaitBehavior defaultBehavior)
{
    public async Task WaitAsync(IResource resource, CancellationToken cancellationToken)
    {
        WaitAnnotation[] waits = [.. resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is not IResourceWithoutLifetime)];
        if (waits.Length == 0)
        {
            return;
        }

        var pending = new ConcurrentDictionary<WaitAnnotation, bool>(waits.Select(wait => KeyValuePair.Create(wait, true)));
        await ShowAsync(resource, pending).ConfigureAwait(false);

        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var remaining = waits.Select(wait => WaitForOneAsync(resource, wait, pending, giveUp.Token)).ToList();
        try
        {
            while (remaining.Count > 0)
            {
                var done = await Task.WhenAny(remaining).ConfigureAwait(false);
                remaining.Remove(done);
                await done.ConfigureAwait(false);
            }
        }
        finally
        {
            // One that failed makes the others pointless.
            await giveUp.CancelAsync().ConfigureAwait(false);
        }

        await notifications.PublishUpdateAsync(resource, state => state with { Properties = state.Properties.Without(KnownProperties.WaitingFor) }).ConfigureAwait(false);
    }

    private async Task WaitForOneAsync(IResource resource, WaitAnnotation wait, ConcurrentDictionary<WaitAnnotation, bool> pending, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? defaultBehavior;
        var log = loggers.GetLogger(resource);
        switch (wait.WaitType)
        {
            case WaitType.WaitForCompletion:
                LogWaitingForCompletion(log, wait.Resource.Name);
                await UntilCompletedAsync(resource, wait, cancellationToken).ConfigureAwait(false);
                break;
            case WaitType.WaitUntilStarted:
                LogWaitingForState(log, wait.Resource.Name, KnownResourceStates.Running);
                await UntilRunningAsync(resource, wait.Resource, behavior, cancellationToken).ConfigureAwait(false);
                break;
            default:
                LogWaitingForState(log, wait.Resource.Name, KnownResourceStates.Running);
                await UntilRunningAsync(resource, wait.Resource, behavior, cancellationToken).ConfigureAwait(false);
                await UntilHealthyAsync(resource, wait.Resource, log, cancellationToken).ConfigureAwait(false);
                break;
        }

        LogFinishedWaiting(log, wait.Resource.Name);
        pending.TryRemove(wait, out _);
        if (!pending.IsEmpty)
        {
            await ShowAsync(resource, pending).ConfigureAwait(false);
        }
    }

    private async Task UntilRunningAsync(IResource resource, IResource dependency, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        var change = await notifications.WaitAsync(
            dependency.Name,
            change => change.Snapshot.State?.Text == KnownResourceStates.Running || (behavior == WaitBehavior.StopOnResourceUnavailable && change.Snapshot.IsUnavailable),
            $"Resource '{dependency.Name}' failed to reach the 'Running' state before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        if (change.Snapshot.State!.Text == KnownResourceStates.Running)
        {
            return;
        }

        throw new DistributedApplicationException(change.Snapshot.State.Text == KnownResourceStates.FailedToStart
            ? $"Resource '{resource.Name}' stopped waiting for dependency resource '{dependency.Name}' because it failed to start."
            : $"Resource '{resource.Name}' stopped waiting for dependency resource '{dependency.Name}' because it entered the '{change.Snapshot.State.Text}' state prematurely.");
    }

    private async Task UntilHealthyAsync(IResource resource, IResource dependency, ILogger log, CancellationToken cancellationToken)
    {
        if (dependency.HasAnnotationOfType<HealthCheckAnnotation>())
        {
            LogWaitingForHealth(log, dependency.Name);
            await notifications.WaitAsync(
                dependency.Name,
                change => change.Snapshot.HealthStatus == HealthStatus.Healthy,
                $"Resource '{dependency.Name}' failed to become healthy before the operation was cancelled.",
                cancellationToken).ConfigureAwait(false);
        }

        await notifications.WaitUntilReadyAsync(dependency, cancellationToken).ConfigureAwait(false);
    }

    private async Task UntilCompletedAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        var change = await notifications.WaitAsync(
            name,
            change => change.Snapshot.IsTerminal || change.Snapshot.ExitCode is not null,
            $"Resource '{name}' failed to reach a terminal state before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        var snapshot = change.Snapshot;
        if (snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"Resource '{resource.Name}' stopped waiting for dependency resource '{name}' because it failed to start.");
        }

        if (snapshot.ExitCode is { } exitCode && exitCode != wait.ExitCode)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' stopped waiting for dependency resource '{name}' because it entered the '{snapshot.State?.Text}' state with exit code '{exitCode}', expected '{wait.ExitCode}'.");
        }
    }

    private Task ShowAsync(IResource resource, ConcurrentDictionary<WaitAnnotation, bool> pending)
    {
        string[] names = [.. pending.Keys.Select(wait => wait.Resource.InstanceId).Distinct(StringComparer.OrdinalIgnoreCase)];
        return notifications.PublishUpdateAsync(resource, state => CanWait(resource, state.State?.Text)
            ? state with
            {
                State = KnownResourceStates.Waiting,
                Properties = state.Properties.With(new ResourcePropertySnapshot(KnownProperties.WaitingFor, names)),
            }
            : state);
    }

    private static bool CanWait(IResource resource, string? state) =>
        state is null
        || state == KnownResourceStates.Starting
        || state == KnownResourceStates.Waiting
        || (state == KnownResourceStates.NotStarted && !(resource.IsProcess && resource.HasAnnotationOfType<ExplicitStartupAnnotation>()));

    [LoggerMessage(1, LogLevel.Information, "Waiting for resource '{ResourceName}' to enter the '{State}' state.")]
    private static partial void LogWaitingForState(ILogger logger, string resourceName, string state);

    [LoggerMessage(2, LogLevel.Information, "Waiting for resource '{ResourceName}' to become healthy.")]
    private static partial void LogWaitingForHealth(ILogger logger, string resourceName);

    [LoggerMessage(3, LogLevel.Information, "Waiting for resource '{ResourceName}' to complete.")]
    private static partial void LogWaitingForCompletion(ILogger logger, string resourceName);

    [LoggerMessage(4, LogLevel.Information, "Finished waiting for resource '{ResourceName}'.")]
    private static partial void LogFinishedWaiting(ILogger logger, string resourceName);
}
