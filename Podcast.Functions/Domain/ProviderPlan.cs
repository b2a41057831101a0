namespace Podcast.Functions.Domain;

/// <param name="Plan">The plan's name.</param>
/// <param name="Shows">The shows that it opens.</param>
internal sealed record ProviderPlan(string Plan, IReadOnlyList<string> Shows);
