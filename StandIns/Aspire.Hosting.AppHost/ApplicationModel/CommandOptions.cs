namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is offered.</summary>
public class CommandOptions
{
    private IReadOnlyList<InteractionInput> _arguments = [];

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>What it asks for.</summary>
    public IReadOnlyList<InteractionInput> Arguments
    {
        get => _arguments;
        set => _arguments = value ?? [];
    }

    /// <summary>Checks the answers.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; set; }

    /// <summary>Where it is offered.</summary>
    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    /// <summary>What to ask before it runs.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>The name of a Fluent UI icon.</summary>
    public string? IconName { get; set; }

    /// <summary>How the icon is drawn.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it stands out.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Tells from the resource's state whether it can be used; always when null.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }

    /// <summary>What is shown while it runs.</summary>
    public CommandProgressOptions? Progress { get; set; }
}
