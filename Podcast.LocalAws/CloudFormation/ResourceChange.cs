namespace Podcast.LocalAws.CloudFormation;

/// <summary>One resource that an update or a deletion touches.</summary>
/// <param name="Before">What is there; <see langword="null"/> when it is created.</param>
/// <param name="After">What shall be there; <see langword="null"/> when it is removed.</param>
/// <param name="ChangedProperties">The top-level properties that differ.</param>
/// <param name="Replaces">Whether the change needs another physical resource.</param>
internal sealed record ResourceChange(DeployedResource? Before, DeployedResource? After, IReadOnlyList<string> ChangedProperties, bool Replaces)
{
    public DeployedResource Either => After ?? Before!;

    public string LogicalId => Either.LogicalId;

    /// <summary>Add, Modify or Remove, as a change set names it.</summary>
    public string Action => Before is null ? "Add" : After is null ? "Remove" : "Modify";
}
