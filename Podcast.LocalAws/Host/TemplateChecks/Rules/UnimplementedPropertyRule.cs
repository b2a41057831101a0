using Podcast.LocalAws.Template.Specification;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Names the properties that are right in AWS and have no effect here.</summary>
internal sealed class UnimplementedPropertyRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.Stack.Resources.SelectMany(resource =>
        ResourceSpecification.FindUnimplemented(resource).Select(name => TemplateFinding.Warning(
            $"{resource.LogicalId}.{name}", $"LocalAws does not implement the property {name} of {resource.Type}: it has no effect here.")));
}
