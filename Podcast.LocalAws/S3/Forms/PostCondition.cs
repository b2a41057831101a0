namespace Podcast.LocalAws.S3.Forms;

/// <summary>A condition of a policy on one field of the form.</summary>
/// <param name="Field">The field's name in lower case.</param>
/// <param name="Kind">How its value is compared.</param>
/// <param name="Value">With what.</param>
internal sealed record PostCondition(string Field, PostConditionKind Kind, string Value)
{
    /// <param name="actual">The field's value; empty when the form has no such field.</param>
    public bool IsMetBy(string actual) => Kind == PostConditionKind.Equals
        ? actual == Value
        // A content type may be a list, of which each has to begin so.
        : Field == "content-type" && actual.Contains(',', StringComparison.Ordinal)
            ? Array.TrueForAll(actual.Split(',', StringSplitOptions.TrimEntries), type => type.StartsWith(Value, StringComparison.Ordinal))
            : actual.StartsWith(Value, StringComparison.Ordinal);

    /// <summary>As S3 names it in its refusal.</summary>
    public override string ToString() => $"[\"{(Kind == PostConditionKind.Equals ? "eq" : "starts-with")}\", \"${Field}\", \"{Value}\"]";
}
