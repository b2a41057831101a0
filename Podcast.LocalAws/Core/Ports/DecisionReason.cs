namespace Podcast.LocalAws.Core.Ports;

/// <summary>Which rule of IAM's evaluation decided. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.</summary>
internal enum DecisionReason
{
    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>A statement of an identity policy denies it.</summary>
    DeniedByIdentityPolicy,

    /// <summary>A statement of the resource's policy denies it.</summary>
    DeniedByResourcePolicy,

    /// <summary>No identity policy allows it.</summary>
    NotAllowedByIdentityPolicy,

    /// <summary>The permissions boundary of the role does not allow it.</summary>
    NotAllowedByBoundary,

    /// <summary>No policy of the resource allows it, and nothing else could.</summary>
    NotAllowedByResourcePolicy,
}
