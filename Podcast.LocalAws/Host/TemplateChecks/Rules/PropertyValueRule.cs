using Podcast.LocalAws.Template.Specification;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>CloudFormation refuses a resource that lacks a required property, and a value that the type's schema does not allow.</summary>
internal sealed class PropertyValueRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.Stack.Resources.SelectMany(resource =>
    {
        var missing = PropertyConstraints.FindMissing(resource).Select(name => (Property: name, Message: $"#: required key [{name}] not found"));
        var broken = PropertyConstraints.FindBroken(resource).Select(found => (
            Property: found.Place[2..].Replace('/', '.'),
            Message: $"{found.Place}: failed validation constraint for keyword [{found.Keyword}]. Allowed: {found.Allowed}"));
        return missing.Concat(broken).Select(finding => TemplateFinding.Refusal(
            $"{resource.LogicalId}.{finding.Property}", $"Properties validation failed for resource {resource.LogicalId} with message: {finding.Message}"));
    });
}
