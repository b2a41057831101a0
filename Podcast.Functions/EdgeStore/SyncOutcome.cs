namespace Podcast.Functions.EdgeStore;

/// <summary>How far a synchronization came.</summary>
/// <param name="Unwritten">Changes that are not in the store yet, in order; trying again may help.</param>
/// <param name="Invalid">Changes of items that make no sense; trying again does not help.</param>
/// <param name="Tally">What was written.</param>
internal sealed record SyncOutcome(IReadOnlyList<ItemChange> Unwritten, IReadOnlyList<Projection> Invalid, StoreTally Tally);
