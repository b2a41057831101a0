namespace Podcast.Functions.EdgeStore;

/// <summary>The result of a synchronization.</summary>
/// <param name="Unwritten">Changes that could not be written, in order; a retry may succeed.</param>
/// <param name="Invalid">Changes of invalid items; a retry does not help.</param>
/// <param name="Tally">What was written.</param>
internal sealed record SyncOutcome(IReadOnlyList<ItemChange> Unwritten, IReadOnlyList<Projection> Invalid, StoreTally Tally);
