using System.Collections.Concurrent;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Iam;

/// <summary>Makes sessions of roles. One per role, service and name, however often it is assumed.</summary>
internal sealed class RoleAssumer(IAuthorizer authorizer, CredentialRegistry credentials, LocalAwsOptions options) : IRoleAssumer
{
    private readonly ConcurrentDictionary<(string Role, string Service, string Session), AwsCredentials> _sessions = new();

    public AssumedRole AssumeRole(
        string roleArn, string servicePrincipal, IReadOnlyDictionary<string, string>? conditionKeys = null, string? sessionName = null)
    {
        var service = new AwsCaller(servicePrincipal, options.AccountId, "", conditionKeys?.GetValueOrDefault(Conditions.ConditionKeys.SourceArn));
        // Evaluated each time, because a deployment may have changed the trust policy.
        var decision = authorizer.Evaluate(service, "sts:AssumeRole", roleArn, conditionKeys);
        if (!decision.IsAllowed)
        {
            throw AccessErrors.Of("sts:AssumeRole", decision);
        }

        var session = sessionName ?? servicePrincipal.Split('.')[0];
        var key = _sessions.GetOrAdd((roleArn, servicePrincipal, session), Issue);
        return new(credentials.Find(key.AccessKeyId)!.Caller, key);
    }

    private AwsCredentials Issue((string Role, string Service, string Session) session) => credentials.IssueSession(
        options.GetArns().RoleSession(Principals.NameOfRole(session.Role), session.Session), session.Service);
}
