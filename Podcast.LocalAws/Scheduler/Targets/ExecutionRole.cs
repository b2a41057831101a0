using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam;

namespace Podcast.LocalAws.Scheduler.Targets;

/// <summary>
/// Assumes execution roles as the service principal scheduler.amazonaws.com, on behalf of the schedule's group.
/// See https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html.
/// </summary>
internal sealed class ExecutionRole(IRoleAssumer roles, ScheduleRegistry schedules)
{
    private const string Principal = "scheduler.amazonaws.com";

    /// <summary>Checks at once what every invocation will need.</summary>
    /// <exception cref="AwsException">The role cannot be assumed.</exception>
    public void RequireAssumable(string roleArn, string group)
    {
        try
        {
            Assume(roleArn, group);
        }
        catch (AwsException refused)
        {
            throw SchedulerErrors.Invalid($"The execution role you provide must allow AWS EventBridge Scheduler to assume the role. {refused.Message}");
        }
    }

    /// <summary>Makes a session of the role.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="group">The group of the schedule, which the trust policy may name as the source.</param>
    /// <exception cref="AwsException">The role cannot be assumed.</exception>
    public AwsCredentials Assume(string roleArn, string group) =>
        roles.AssumeRole(roleArn, Principal, new Dictionary<string, string> { ["aws:SourceArn"] = schedules.GroupArnOf(group) }).Credentials;
}
