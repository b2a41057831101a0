namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a resource an icon of its own.</summary>
/// <param name="iconName">The name of a Fluent UI icon.</param>
/// <param name="iconVariant">How it is drawn.</param>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>The name of a Fluent UI icon.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>How it is drawn.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}
