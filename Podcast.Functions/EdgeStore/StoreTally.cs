namespace Podcast.Functions.EdgeStore;

/// <summary>What was done to the store.</summary>
/// <param name="Calls">Calls of UpdateKeys that succeeded.</param>
/// <param name="KeysWritten">Keys that were put or deleted by them.</param>
/// <param name="LeftOut">Entries that found no room, or had to make some.</param>
/// <param name="SizeInBytes">What the store holds now; null when nobody asked.</param>
internal sealed record StoreTally(int Calls, int KeysWritten, int LeftOut, long? SizeInBytes)
{
    public static readonly StoreTally Nothing = new(0, 0, 0, null);
}
