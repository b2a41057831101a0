namespace Podcast.LocalAws.Template;

/// <summary>One resource while its ids are worked out: only the properties that an id needs are resolved.</summary>
/// <param name="identity">The stack.</param>
/// <param name="logicalId">The resource.</param>
/// <param name="property">The text of a top-level property; <see langword="null"/> when it is not set.</param>
/// <param name="physicalId">The resource's own physical id.</param>
internal sealed class ResourceContext(StackIdentity identity, string logicalId, Func<string, string?> property, Func<string> physicalId)
{
    public StackIdentity Stack => identity;

    public string LogicalId => logicalId;

    public string PhysicalId => physicalId();

    public string? Property(string name) => property(name);

    /// <summary>The name that the template gives, or a generated one.</summary>
    public string Name(string propertyName, int maxLength) => property(propertyName) ?? identity.GenerateName(logicalId, maxLength);
}
