using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Iam.Policies;

/// <summary>A Principal or NotPrincipal element. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html.</summary>
/// <param name="Everyone">Whether it is <c>*</c>.</param>
/// <param name="Aws">Accounts, users, roles and sessions.</param>
/// <param name="Services">Service principals.</param>
/// <param name="Except">Whether it is NotPrincipal.</param>
internal sealed record PrincipalElement(bool Everyone, IReadOnlyList<string> Aws, IReadOnlyList<string> Services, bool Except)
{
    public PrincipalMatch Match(AwsCaller caller)
    {
        var match = MatchNamed(caller);
        return !Except ? match : match == PrincipalMatch.None ? PrincipalMatch.Direct : PrincipalMatch.None;
    }

    private PrincipalMatch MatchNamed(AwsCaller caller)
    {
        if (Everyone)
        {
            return PrincipalMatch.Direct;
        }

        if (Principals.IsService(caller.PrincipalArn))
        {
            return Services.Contains(caller.PrincipalArn) ? PrincipalMatch.Direct : PrincipalMatch.None;
        }

        if (Aws.Any(principal => IsSame(principal, caller)))
        {
            return PrincipalMatch.Direct;
        }

        return Principals.IsArn(caller.PrincipalArn) && Aws.Any(principal => IsAccount(principal, caller.AccountId))
            ? PrincipalMatch.Account
            : PrincipalMatch.None;
    }

    private static bool IsSame(string principal, AwsCaller caller) =>
        principal == caller.PrincipalArn
        || (Principals.RoleOfSession(caller.PrincipalArn) is { } role
            && principal.StartsWith("arn:", StringComparison.Ordinal)
            && principal.Contains($":iam::{caller.AccountId}:role/", StringComparison.Ordinal)
            && Principals.NameOfRole(principal) == role);

    private static bool IsAccount(string principal, string accountId) =>
        principal == accountId || principal.EndsWith($":iam::{accountId}:root", StringComparison.Ordinal);
}
