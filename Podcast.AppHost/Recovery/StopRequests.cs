using System.Collections.Concurrent;

namespace Podcast.AppHost.Recovery;

/// <summary>
/// Knows which resources somebody has stopped: in the dashboard, by the Aspire CLI or by a rebuild. Aspire's own states do not tell such an end from that of a
/// process that was killed.
/// </summary>
internal sealed class StopRequests
{
    private static readonly string[] Commands = [KnownResourceCommands.StopCommand, KnownResourceCommands.RestartCommand, KnownResourceCommands.RebuildCommand];

    private readonly ConcurrentDictionary<IResource, bool> _stopped = new();

    /// <summary>Whether the resource was stopped on request and has not been started since.</summary>
    public bool Has(IResource resource) => _stopped.ContainsKey(resource);

    /// <summary>Forgets the request: the resource runs.</summary>
    public void Clear(IResource resource) => _stopped.TryRemove(resource, out _);

    /// <summary>Listens to the commands that stop a resource. Aspire adds them when it prepares the resource; calling this again changes nothing.</summary>
    public void Observe(IResource resource)
    {
        foreach (var command in resource.Annotations.OfType<ResourceCommandAnnotation>().Where(command => Commands.Contains(command.Name)).ToList())
        {
            if (command.ExecuteCommand.Target is Observer)
            {
                continue;
            }

            var observer = new Observer(this, resource, command.ExecuteCommand);
            resource.Annotations.Remove(command);
            resource.Annotations.Add(new ResourceCommandAnnotation(
                command.Name, command.DisplayName, command.UpdateState, observer.ExecuteAsync, command.DisplayDescription, command.Arguments,
                command.ConfirmationMessage, command.IconName, command.IconVariant, command.IsHighlighted, command.Visibility, command.ValidateArguments));
        }
    }

    private sealed class Observer(StopRequests requests, IResource resource, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute)
    {
        public Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
        {
            requests._stopped[resource] = true;
            return execute(context);
        }
    }
}
