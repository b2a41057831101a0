namespace Podcast.LocalAws.S3.Storage;

/// <summary>One of several items under a key.</summary>
/// <param name="Key">The key's UTF-8 bytes.</param>
/// <param name="Id">Distinguishes it from the others under its key.</param>
/// <param name="Item">The item.</param>
internal readonly record struct MarkerItem<T>(byte[] Key, string Id, T Item);
