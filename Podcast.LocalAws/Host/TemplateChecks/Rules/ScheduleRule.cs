using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A schedule needs a target, a role that the scheduler can assume and that may call the target, and a dead-letter queue.</summary>
internal sealed class ScheduleRule : ITemplateRule
{
    private const string Scheduler = "scheduler.amazonaws.com";

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.OfType("AWS::Scheduler::Schedule").SelectMany(schedule => Check(stack, schedule));

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, StackResource schedule)
    {
        var target = schedule.Properties["Target"];
        var path = $"{schedule.LogicalId}.Target";
        if (target?["Arn"]?.ToString() is not { } arn || target["RoleArn"]?.ToString() is not { } role)
        {
            yield return TemplateFinding.Refusal(path, "A target needs an Arn and a RoleArn.");
            yield break;
        }

        if (arn.Contains(":lambda:", StringComparison.Ordinal) && stack.Find("AWS::Lambda::Function", arn) is null)
        {
            yield return TemplateFinding.Error(path, $"No function of the template has the ARN {arn}.");
            yield break;
        }

        if (stack.Find("AWS::IAM::Role", role) is null)
        {
            yield return TemplateFinding.Error(path, $"The template has no role with the ARN {role}.");
            yield break;
        }

        var group = schedule.Properties["GroupName"]?.ToString() ?? "default";
        var groupArn = stack.Stack.Arns.ScheduleGroup(group);
        if (stack.TrustRefusal(role, Scheduler, groupArn) is { } distrust)
        {
            yield return TemplateFinding.Refusal(path, $"The execution role you provide must allow AWS EventBridge Scheduler to assume the role. {distrust}");
        }

        var session = stack.Authorization.Session(role, "scheduler");
        if (Destinations.Refusal(stack, session, arn) is { } refusal)
        {
            yield return TemplateFinding.Error(path, $"The schedule would never reach its target. {refusal}");
        }

        foreach (var finding in CheckFailures(stack, schedule, session))
        {
            yield return finding;
        }
    }

    private static IEnumerable<TemplateFinding> CheckFailures(CheckedStack stack, StackResource schedule, Core.AwsCaller session)
    {
        var target = schedule.Properties["Target"]!;
        var path = $"{schedule.LogicalId}.Target.DeadLetterConfig";
        if (target["DeadLetterConfig"]?["Arn"]?.ToString() is not { } queue)
        {
            yield return TemplateFinding.Warning(path, "An invocation that fails for good is dropped without a trace: the target has no dead-letter queue.");
        }
        else if (Destinations.Refusal(stack, session, queue) is { } refusal)
        {
            yield return TemplateFinding.Error(path, $"An invocation that fails for good could not reach the dead-letter queue. {refusal}");
        }

        if (target["RetryPolicy"] is null)
        {
            yield return TemplateFinding.Warning(
                $"{schedule.LogicalId}.Target.RetryPolicy", "Without a retry policy a failing invocation is tried 185 times over 24 hours.");
        }

        if (schedule.Properties["State"]?.ToString() == "DISABLED")
        {
            yield return TemplateFinding.Warning($"{schedule.LogicalId}.State", "The schedule is disabled and never runs.");
        }
    }
}
