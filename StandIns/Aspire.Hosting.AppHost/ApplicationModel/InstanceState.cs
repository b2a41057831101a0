using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The latest state of one instance.</summary>
internal sealed class InstanceState(IResource resource)
{
    private long _version;

    public IResource Resource { get; } = resource;

    public CustomResourceSnapshot? Snapshot { get; private set; }

    public CustomResourceSnapshot Next(Func<CustomResourceSnapshot, CustomResourceSnapshot> change, IServiceProvider services)
    {
        var next = change(Snapshot ?? Initial());
        if (next.State?.Text != KnownResourceStates.Waiting)
        {
            next = next with { Properties = next.Properties.Without(KnownProperties.WaitingFor) };
        }

        next = next with { Commands = Commands(next, services), IsHidden = IsHidden(next), Version = ++_version };
        if (Resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon))
        {
            next = next with { IconName = next.IconName ?? icon.IconName, IconVariant = next.IconVariant ?? icon.IconVariant };
        }

        return Snapshot = next;
    }

    private CustomResourceSnapshot Initial() =>
        Resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = Resource.ResourceType, Properties = [] };

    private ImmutableArray<ResourceCommandSnapshot> Commands(CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = services };
        return
        [
            .. Resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command =>
                new ResourceCommandSnapshot(command.Name, command.UpdateState(context), command.DisplayName, command.DisplayDescription, Parameter: null, command.ConfirmationMessage, command.IconName, command.IconVariant, command.IsHighlighted)
                {
                    Arguments = command.Arguments,
                    Visibility = command.Visibility,
                }),
        ];
    }

    private bool IsHidden(CustomResourceSnapshot snapshot) =>
        Resource.TryGetLastAnnotation<HiddenAnnotation>(out var hidden)
            ? hidden.Behavior == HiddenBehavior.Always
                || (snapshot.State?.Text is { } state && (state == KnownResourceStates.Finished || state == KnownResourceStates.Exited)
                    && snapshot.ExitCode is { } exitCode && hidden.SuccessfulExitCodes.Contains(exitCode))
            : snapshot.IsHidden;
}
