using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>Looks at a stack before it is deployed.</summary>
internal interface IDeploymentReview
{
    /// <param name="stack">The resources as they would be, and those of other stacks.</param>
    /// <returns>What AWS would refuse, and what has no effect here.</returns>
    IReadOnlyList<ReviewRemark> Review(Stack stack);
}
