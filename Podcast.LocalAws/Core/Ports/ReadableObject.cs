namespace Podcast.LocalAws.Core.Ports;

/// <summary>An object that another service reads as a whole.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="ReadAsync">Reads all its bytes.</param>
internal sealed record ReadableObject(long Size, Func<CancellationToken, Task<byte[]>> ReadAsync);
