using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam.Policies;

namespace Podcast.LocalAws.Iam;

/// <summary>The decisions of one stack's policies, without logging or spans.</summary>
internal sealed class StackAuthorization(StackPolicies policies, TimeProvider time)
{
    private readonly string _developer = policies.Stack.Arns.User("developer");

    public StackPolicies Policies => policies;

    /// <summary>The developer, who is the account's administrator.</summary>
    public AwsCaller Developer => new(_developer, policies.Stack.AccountId, "", null);

    /// <summary>A session of a role.</summary>
    public AwsCaller Session(string roleArn, string session) => new(
        policies.Stack.Arns.RoleSession(Principals.NameOfRole(roleArn), session), policies.Stack.AccountId, "", null);

    /// <summary>A service that acts for a resource.</summary>
    public AwsCaller Service(string principal, string? sourceArn = null) => new(principal, policies.Stack.AccountId, "", sourceArn);

    /// <summary>The decision alone, without reporting a refusal.</summary>
    public bool Allows(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null)
    {
        var (identity, role, resource) = Find(caller, action, resourceArn);
        var context = RequestContext.Create(caller, resourceArn, policies.Stack, role, time.GetUtcNow(), conditionKeys);
        return PolicyEvaluator.Evaluate(new(caller, action, resourceArn, context), identity, role?.Boundary, resource) == DecisionReason.Allowed;
    }

    /// <returns>The request as the policies saw it, and what they say.</returns>
    public (AccessRequest Request, AccessDecision Decision) Evaluate(
        AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? conditionKeys = null)
    {
        var (identity, role, resource) = Find(caller, action, resourceArn);
        var context = RequestContext.Create(caller, resourceArn, policies.Stack, role, time.GetUtcNow(), conditionKeys);
        var request = new AccessRequest(caller, action, resourceArn, context);
        var reason = PolicyEvaluator.Evaluate(request, identity, role?.Boundary, resource);
        return reason == DecisionReason.Allowed
            ? (request, AccessDecision.Allowed)
            : (request, new(reason, AccessErrors.Message(request, reason), RefusalHint.Of(request, reason, role, identity, resource)));
    }

    // Of an ARN that names one account; a pattern may stand for several.
    private static string AccountOf(string resourceArn) =>
        resourceArn.Split(':', 6) is [_, _, _, _, { Length: 12 } account, _] && account.All(char.IsAsciiDigit) ? account : "";

    private (IReadOnlyList<PolicyDocument> Identity, RolePolicies? Role, IReadOnlyList<PolicyDocument> Resource) Find(
        AwsCaller caller, string action, string resourceArn)
    {
        // What belongs to another account is for that account's policies to allow, and none is known here.
        if (AccountOf(resourceArn) is { Length: > 0 } account && account != policies.Stack.AccountId)
        {
            return ([], null, []);
        }

        var role = Principals.RoleOfSession(caller.PrincipalArn) is { } name ? policies.FindRole(name) : null;
        IReadOnlyList<PolicyDocument> identity = caller.PrincipalArn == _developer ? [AwsManagedPolicies.AdministratorAccess] : role?.Identity ?? [];
        var resource = action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
            ? policies.FindRole(Principals.NameOfRole(resourceArn)) is { } assumed ? [assumed.Trust] : []
            : policies.OfResource(resourceArn);
        return (identity, role, resource);
    }
}
