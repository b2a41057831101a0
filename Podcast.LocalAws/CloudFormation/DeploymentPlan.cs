using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>The way from what is deployed to a template.</summary>
/// <param name="After">The stack when it is done.</param>
/// <param name="Resources">All its resources, those that stay as they are included.</param>
/// <param name="Changes">What is created or changed, in the order of dependencies.</param>
/// <param name="Removals">What is removed, dependents first.</param>
internal sealed record DeploymentPlan(
    Stack After, IReadOnlyList<DeployedResource> Resources, IReadOnlyList<ResourceChange> Changes, IReadOnlyList<ResourceChange> Removals)
{
    public bool IsEmpty => Changes.Count + Removals.Count == 0;
}
