namespace Podcast.Functions.EdgeStore;

/// <summary>An item that changed, or that seems to have.</summary>
/// <param name="ItemKey">The item's key.</param>
/// <param name="FirstSequenceNumber">Where the stream has to be read again from, should this fail; empty when it does not come from a stream.</param>
/// <param name="StoreKeys">The store's keys that stood for the item at any time. What they should hold, the table says.</param>
internal sealed record ItemChange(string ItemKey, string FirstSequenceNumber, IReadOnlySet<string> StoreKeys);
