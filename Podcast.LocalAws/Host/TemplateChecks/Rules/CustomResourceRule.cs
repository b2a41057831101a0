using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A custom resource needs a function that handles its requests. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html.</summary>
internal sealed class CustomResourceRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.Stack.Resources
        .Where(resource => ResourceTypes.IsCustom(resource.Type) && resource.Properties["ServiceToken"] is null)
        .Select(resource => TemplateFinding.Refusal($"{resource.LogicalId}.ServiceToken", "CloudFormation refuses a custom resource that names no function."));
}
