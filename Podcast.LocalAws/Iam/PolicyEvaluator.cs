using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Iam.Policies;

namespace Podcast.LocalAws.Iam;

/// <summary>
/// IAM's evaluation within one account. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
/// </summary>
internal static class PolicyEvaluator
{
    /// <param name="request">The request.</param>
    /// <param name="identity">The caller's policies.</param>
    /// <param name="boundary">The caller's boundary, when it has one.</param>
    /// <param name="resource">The resource's policies.</param>
    public static DecisionReason Evaluate(
        AccessRequest request, IReadOnlyList<PolicyDocument> identity, PolicyDocument? boundary, IReadOnlyList<PolicyDocument> resource)
    {
        if (identity.Append(boundary).Any(policy => policy is not null && Fits(policy, PolicyEffect.Deny, request)))
        {
            return DecisionReason.DeniedByIdentityPolicy;
        }

        if (Match(resource, PolicyEffect.Deny, request) != PrincipalMatch.None)
        {
            return DecisionReason.DeniedByResourcePolicy;
        }

        var byResource = Match(resource, PolicyEffect.Allow, request);
        if (byResource == PrincipalMatch.Direct)
        {
            return DecisionReason.Allowed;
        }

        // A service or an anonymous caller has no identity policies, and the policy of a key or a role decides whether identity policies count.
        if (!Principals.IsArn(request.Caller.PrincipalArn) || (ResourceDecides(request) && byResource == PrincipalMatch.None))
        {
            return DecisionReason.NotAllowedByResourcePolicy;
        }

        if (!identity.Any(policy => Fits(policy, PolicyEffect.Allow, request)))
        {
            return DecisionReason.NotAllowedByIdentityPolicy;
        }

        return boundary is null || Fits(boundary, PolicyEffect.Allow, request) ? DecisionReason.Allowed : DecisionReason.NotAllowedByBoundary;
    }

    private static bool ResourceDecides(AccessRequest request) =>
        request.Action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) || request.Action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase);

    private static bool Fits(PolicyDocument policy, PolicyEffect effect, AccessRequest request) =>
        policy.Statements.Any(statement => statement.Effect == effect && statement.Matches(request));

    private static PrincipalMatch Match(IReadOnlyList<PolicyDocument> policies, PolicyEffect effect, AccessRequest request)
    {
        var best = PrincipalMatch.None;
        foreach (var statement in policies.SelectMany(policy => policy.Statements).Where(statement => statement.Effect == effect))
        {
            var match = statement.Principal?.Match(request.Caller) ?? PrincipalMatch.None;
            if (match > best && statement.Matches(request))
            {
                best = match;
            }
        }

        return best;
    }
}
