using Podcast.LocalAws.Template.Specification;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>The second of two resources with one name of the author's fails the deployment, since AWS has the first already.</summary>
internal sealed class UniqueNameRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.Stack.Resources
        .Select(resource => (Resource: resource, Property: PropertyConstraints.NameProperty(resource.Type)))
        .Where(named => named.Property is not null && named.Resource.Properties[named.Property] is not null)
        .GroupBy(named => (named.Resource.Type, named.Resource.PhysicalId))
        .SelectMany(same => same.Skip(1))
        .Select(second => TemplateFinding.Refusal(
            $"{second.Resource.LogicalId}.{second.Property}",
            $"Resource of type '{second.Resource.Type}' with identifier '{second.Resource.Properties[second.Property!]}' already exists."));
}
