using Podcast.LocalAws.Template.Specification;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>CloudFormation refuses a property that the type does not have, so that a misspelt one is no surprise later.</summary>
internal sealed class PropertyRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.Stack.Resources.SelectMany(resource =>
        ResourceSpecification.FindUnknown(resource)
            .Select(unknown => TemplateFinding.Refusal(
                $"{resource.LogicalId}.{unknown.Name}",
                $"Properties validation failed for resource {resource.LogicalId} with message: {unknown.Place}: extraneous key [{unknown.Name}] is not permitted")));
}
