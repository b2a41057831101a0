using Podcast.LocalAws.Auth;

namespace Podcast.LocalAws.Scheduler.Targets;

/// <summary>Assumes execution roles as the service principal scheduler.amazonaws.com.</summary>
internal sealed class ExecutionRole(CredentialRegistry registry)
{
    /// <param name="roleArn">The role.</param>
    /// <param name="group">The group of the schedule, which the trust policy may name as the source.</param>
    /// <param name="sessionName">Tells the sessions of a role apart.</param>
    /// <exception cref="Api.AwsException">The role cannot be assumed.</exception>
    public RoleSession Assume(string roleArn, string group, string sessionName)
    {
        _ = group;
        var role = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        var account = roleArn.Split(':')[4];
        return new(registry.Issue($"arn:aws:sts::{account}:assumed-role/{role}/{sessionName}"), registry);
    }
}
