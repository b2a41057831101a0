using Podcast.LocalAws.CloudFormation;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>Reviews deployments by the rules of the template check.</summary>
internal sealed class DeploymentReview(TimeProvider time) : IDeploymentReview
{
    public IReadOnlyList<ReviewRemark> Review(Stack stack)
    {
        try
        {
            return [.. TemplateRules.CheckDeployment(stack, time).Select(finding => new ReviewRemark(
                finding.Path.Split('.')[0], finding.Severity == FindingSeverity.Refusal, finding.Message))];
        }
        catch (TemplateException)
        {
            // The service whose part is wrong refuses it when the stack is applied.
            return [];
        }
    }
}
