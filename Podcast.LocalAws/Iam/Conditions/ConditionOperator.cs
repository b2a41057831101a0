namespace Podcast.LocalAws.Iam.Conditions;

/// <summary>A condition operator without its prefixes and suffixes.</summary>
/// <param name="Name">Such as <c>StringLike</c>.</param>
/// <param name="IsNegated">Whether it holds when no value of the policy fits, and when the key is absent.</param>
/// <param name="Fits">Whether a value of the request fits one of the policy.</param>
/// <param name="Check">Why a value of the policy is none for the operator; <see langword="null"/> when it is one.</param>
internal sealed record ConditionOperator(
    string Name, bool IsNegated, Func<string, Policies.PolicyText, ConditionContext, bool> Fits, Func<string, string?> Check);
