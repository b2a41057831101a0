namespace Podcast.Functions.Reconcile;

/// <summary>How far a comparison has come that did not end in one run.</summary>
/// <param name="After">For each segment the key at which its last page ended; null before the first page, empty after the last.</param>
/// <param name="Unclaimed">
/// Keys that the store had when the comparison began and that no item claimed so far. Keys that came later are not in it: the stream brought
/// them, and their items may be in a segment that has been read already.
/// </param>
internal sealed record ReconcileProgress(string?[] After, HashSet<string> Unclaimed)
{
    private const string Done = "";

    public bool IsDone => After.All(key => key is Done);

    public bool IsSegmentDone(int segment) => After[segment] is Done;

    public void Advance(int segment, string? last) => After[segment] = last ?? Done;
}
