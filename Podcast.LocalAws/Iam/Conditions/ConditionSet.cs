namespace Podcast.LocalAws.Iam.Conditions;

/// <summary>How a condition treats a key with several values. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.</summary>
internal enum ConditionSet
{
    /// <summary>The key has one value.</summary>
    None,

    /// <summary>Every value of the request has to fit; none at all fits too.</summary>
    ForAllValues,

    /// <summary>One value of the request has to fit.</summary>
    ForAnyValue,
}
