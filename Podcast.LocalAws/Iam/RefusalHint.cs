using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam.Policies;

namespace Podcast.LocalAws.Iam;

/// <summary>Says in one sentence what the template would need, or which statement nearly fits.</summary>
internal static class RefusalHint
{
    public static string Of(AccessRequest request, DecisionReason reason, RolePolicies? role, IReadOnlyList<PolicyDocument> identity, IReadOnlyList<PolicyDocument> resource)
    {
        if (reason is DecisionReason.DeniedByIdentityPolicy or DecisionReason.DeniedByResourcePolicy)
        {
            var denying = Statements(reason == DecisionReason.DeniedByIdentityPolicy ? identity : resource)
                .FirstOrDefault(one => one.Statement.Effect == PolicyEffect.Deny && one.Statement.Matches(request));
            return denying.Statement is null ? "" : $"Statement {denying.Statement.Name} of {denying.Source} denies it.";
        }

        var candidates = Statements(reason == DecisionReason.NotAllowedByResourcePolicy ? resource : identity)
            .Where(one => one.Statement.Effect == PolicyEffect.Allow && one.Statement.MatchesAction(request))
            .Where(one => one.Statement.Principal is null || one.Statement.Principal.Match(request.Caller) == PrincipalMatch.Direct)
            .ToList();
        if (candidates.FirstOrDefault(one => one.Statement.MatchesResource(request)) is { Statement: { } conditional } near
            && conditional.FirstUnmet(request) is { } unmet)
        {
            return $"Statement {conditional.Name} of {near.Source} allows it only under the condition {unmet.Describe(request.Context)}.";
        }

        if (candidates is [{ Statement.ExceptResources: false } other, ..])
        {
            return $"Statement {other.Statement.Name} of {other.Source} allows it only on {string.Join(", ", other.Statement.Resources.Select(text => text.Source))}.";
        }

        return reason == DecisionReason.NotAllowedByResourcePolicy
            ? $"Allow {request.Action} to {request.Caller.PrincipalArn} in the policy of {request.ResourceArn}."
            : role is null
                ? $"{request.Caller.PrincipalArn} is no role of the template."
                : $"Allow {request.Action} on {request.ResourceArn} in the policy of the role {role.LogicalId}.";
    }

    private static IEnumerable<(string Source, PolicyStatement Statement)> Statements(IEnumerable<PolicyDocument> policies) =>
        policies.SelectMany(policy => policy.Statements.Select(statement => (policy.Source, statement)));
}
