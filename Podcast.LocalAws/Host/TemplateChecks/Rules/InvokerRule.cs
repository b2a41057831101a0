using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A function that nothing in the stack invokes is there in vain.</summary>
internal sealed class InvokerRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var invoked = stack.OfType("AWS::Lambda::Url").Select(url => url.GetAtt("FunctionArn"))
            .Concat(stack.OfType("AWS::Lambda::EventSourceMapping").Select(mapping => mapping.Properties["FunctionName"]?.ToString()))
            .Concat(stack.OfType("AWS::Scheduler::Schedule").Select(schedule => schedule.Properties["Target"]?["Arn"]?.ToString()))
            .Concat(stack.OfType("AWS::Events::Rule").SelectMany(rule => CheckedStack.Objects(rule.Properties["Targets"])).Select(target => target["Arn"]?.ToString()))
            .Concat(stack.OfType("AWS::Lambda::Permission").Select(permission => permission.Properties["FunctionName"]?.ToString()))
            .Concat(stack.Stack.Resources.Where(resource => ResourceTypes.IsCustom(resource.Type)).Select(resource => resource.Properties["ServiceToken"]?.ToString()))
            .Select(name => stack.Find("AWS::Lambda::Function", name)?.LogicalId).ToHashSet();
        return stack.OfType("AWS::Lambda::Function").Where(function => !invoked.Contains(function.LogicalId))
            .Select(function => TemplateFinding.Warning(
                function.LogicalId, "Nothing invokes the function: it has no URL, no event source mapping, no schedule, no rule, no custom resource and no permission for a service."));
    }
}
