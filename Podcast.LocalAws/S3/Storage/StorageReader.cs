using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.S3.Storage;

/// <inheritdoc cref="IObjectReader"/>
internal sealed class StorageReader(ObjectStorage storage) : IObjectReader
{
    public ReadableObject? Find(string bucket, string key) => storage.Find(bucket)?.Find(key) is { } found
        ? new(found.Size, cancellationToken => ReadAsync(found, cancellationToken))
        : null;

    private static async Task<byte[]> ReadAsync(StoredObject found, CancellationToken cancellationToken)
    {
        // The file has a description of the object behind the object.
        var bytes = new byte[found.Size];
        await using var file = File.OpenRead(found.FilePath);
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
