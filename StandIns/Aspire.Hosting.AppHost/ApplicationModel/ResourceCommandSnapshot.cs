namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command of a resource at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="DisplayDescription">What it does.</param>
/// <param name="Parameter">Not used any more.</param>
/// <param name="ConfirmationMessage">What to ask before it runs.</param>
/// <param name="IconName">The name of a Fluent UI icon.</param>
/// <param name="IconVariant">How the icon is drawn.</param>
/// <param name="IsHighlighted">Whether it stands out.</param>
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    [property: Obsolete("Use Arguments instead.")] object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    /// <summary>What the command asks for.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];

    /// <summary>Where it is offered.</summary>
    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}
