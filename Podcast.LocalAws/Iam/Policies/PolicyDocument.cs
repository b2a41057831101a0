namespace Podcast.LocalAws.Iam.Policies;

/// <summary>A policy. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html.</summary>
/// <param name="Source">Where the template has it, such as <c>FeedsRole.Properties.Policies[0]</c>.</param>
/// <param name="Statements">Its statements, in order.</param>
internal sealed record PolicyDocument(string Source, IReadOnlyList<PolicyStatement> Statements);
