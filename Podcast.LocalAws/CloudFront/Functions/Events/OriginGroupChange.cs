namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>The arguments of <c>cf.createRequestOriginGroup</c>: a first origin, and a second for when the first fails.</summary>
/// <param name="Secondary">The second origin, with what the function overrides.</param>
/// <param name="StatusCodes">The statuses of the first origin that lead to the second.</param>
/// <param name="SelectionCriteria"><c>default</c> or <c>media-quality-score</c>; no score is measured here, so both begin with the first.</param>
internal sealed record OriginGroupChange(OriginChange Secondary, IReadOnlySet<int> StatusCodes, string SelectionCriteria);
