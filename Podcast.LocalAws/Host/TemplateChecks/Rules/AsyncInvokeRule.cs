using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>The failure destination of functions that are invoked asynchronously.</summary>
internal sealed class AsyncInvokeRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var configured = new HashSet<string>(StringComparer.Ordinal);
        foreach (var config in stack.OfType("AWS::Lambda::EventInvokeConfig"))
        {
            if (stack.Find("AWS::Lambda::Function", config.Properties["FunctionName"]?.ToString()) is not { } function)
            {
                yield return TemplateFinding.Refusal($"{config.LogicalId}.FunctionName", "The function is none of the template.");
                continue;
            }

            if (config.Properties["DestinationConfig"]?["OnFailure"]?["Destination"]?.ToString() is not { } destination)
            {
                continue;
            }

            configured.Add(function.LogicalId);
            var session = stack.Authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
            if (Destinations.Refusal(stack, session, destination) is { } refusal)
            {
                yield return TemplateFinding.Refusal(
                    $"{config.LogicalId}.DestinationConfig", $"The function's execution role does not have permissions to send to {destination}. {refusal}");
            }
        }

        foreach (var function in InvokedAsynchronously(stack).Where(function => !configured.Contains(function.LogicalId)).DistinctBy(function => function.LogicalId))
        {
            yield return TemplateFinding.Warning(
                function.LogicalId, "It is invoked by events, and one that it fails on three times is lost: it has no AWS::Lambda::EventInvokeConfig with an OnFailure destination.");
        }
    }

    private static IEnumerable<StackResource> InvokedAsynchronously(CheckedStack stack) =>
        stack.OfType("AWS::Events::Rule").SelectMany(rule => CheckedStack.Objects(rule.Properties["Targets"])).Select(target => target["Arn"]?.ToString())
            .Concat(stack.OfType("AWS::Scheduler::Schedule").Select(schedule => schedule.Properties["Target"]?["Arn"]?.ToString()))
            .Select(arn => stack.Find("AWS::Lambda::Function", arn)).OfType<StackResource>();
}
