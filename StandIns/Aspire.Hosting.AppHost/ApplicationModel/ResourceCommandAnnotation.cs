using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that a resource offers.</summary>
[DebuggerDisplay("Command {Name}")]
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Describes the command.</summary>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        IReadOnlyList<InteractionInput>? arguments,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted,
        ResourceCommandVisibility visibility = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api,
        Func<InputsDialogValidationContext, Task>? validateArguments = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(updateState);
        ArgumentNullException.ThrowIfNull(executeCommand);
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        Arguments = arguments ?? [];
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
        Visibility = visibility;
        ValidateArguments = validateArguments;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its name for people.</summary>
    public string DisplayName { get; }

    /// <summary>Tells whether it can be used.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>Runs it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What it does.</summary>
    public string? DisplayDescription { get; }

    /// <summary>What it asks for.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; }

    /// <summary>Checks the answers.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; }

    /// <summary>What to ask before it runs.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>The name of a Fluent UI icon.</summary>
    public string? IconName { get; }

    /// <summary>How the icon is drawn.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>Whether it stands out.</summary>
    public bool IsHighlighted { get; }

    /// <summary>Where it is offered.</summary>
    public ResourceCommandVisibility Visibility { get; }
}
