namespace Podcast.Functions.EdgeStore;

/// <summary>A change and what follows for the store, or why nothing can.</summary>
internal sealed record Projection(ItemChange Change, IReadOnlyList<StoreOperation> Operations, InvalidDataException? Invalid);
