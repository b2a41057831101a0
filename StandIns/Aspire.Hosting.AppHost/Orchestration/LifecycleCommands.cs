using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>The commands that every process has: start, stop, restart.</summary>
internal static class LifecycleCommands
{
    public static void Add(IResource resource)
    {
        if (resource.HasAnnotationOfType<ExcludeLifecycleCommandsAnnotation>())
        {
            return;
        }

        Add(KnownResourceCommands.StartCommand, "Start", "Start resource", "Play", IconVariant.Filled, isHighlighted: true, StartState, "started", static (processes, resource, cancellationToken) => processes.StartAsync(resource, cancellationToken));
        Add(KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop", IconVariant.Filled, isHighlighted: true, StopState, "stopped", static (processes, resource, _) => processes.StopAsync(resource));
        Add(KnownResourceCommands.RestartCommand, "Restart", "Restart resource", "ArrowCounterclockwise", IconVariant.Regular, isHighlighted: false, RestartState, "restarted", static async (processes, resource, cancellationToken) =>
        {
            await processes.StopAsync(resource).ConfigureAwait(false);
            await processes.StartAsync(resource, cancellationToken).ConfigureAwait(false);
        });

        void Add(string name, string displayName, string description, string icon, IconVariant variant, bool isHighlighted, Func<string, ResourceCommandState> state, string done, Func<ProcessResources, IResource, CancellationToken, Task> execute) =>
            resource.Annotations.Add(new ResourceCommandAnnotation(
                name,
                displayName,
                context => context.ResourceSnapshot.State?.Text is { Length: > 0 } text ? state(text) : ResourceCommandState.Disabled,
                async context =>
                {
                    await execute(context.Services.GetRequiredService<ProcessResources>(), resource, context.CancellationToken).ConfigureAwait(false);
                    return CommandResults.Success($"Resource \"{resource.Name}\" {done}.");
                },
                description,
                arguments: null,
                confirmationMessage: null,
                icon,
                variant,
                isHighlighted));
    }

    private static ResourceCommandState StartState(string state) =>
        IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
        : IsOnItsWay(state) ? ResourceCommandState.Disabled
        : ResourceCommandState.Hidden;

    private static ResourceCommandState StopState(string state) =>
        state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
        : IsStopped(state) || IsOnItsWay(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Hidden
        : ResourceCommandState.Enabled;

    private static ResourceCommandState RestartState(string state) =>
        state == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static bool IsStopped(string state) => KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted;

    private static bool IsOnItsWay(string state) => state == KnownResourceStates.Starting || state == KnownResourceStates.Building;
}
