namespace Podcast.Functions.EdgeStore;

/// <summary>What a synchronization wrote.</summary>
/// <param name="Calls">Calls of UpdateKeys that succeeded.</param>
/// <param name="KeysWritten">Keys that were put or deleted by them.</param>
/// <param name="LeftOut">Entries that did not fit, or were evicted.</param>
/// <param name="SizeInBytes">The store's size; null when it was not read.</param>
internal sealed record StoreTally(int Calls, int KeysWritten, int LeftOut, long? SizeInBytes)
{
    public static readonly StoreTally Nothing = new(0, 0, 0, null);
}
