using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Deletes as the bucket's versioning has it. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html.</summary>
internal sealed class ObjectRemover(ObjectStorage storage, TimeProvider time)
{
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key; a key without an object is not an error.</param>
    /// <param name="versionId">A version, which is deleted for good; <see langword="null"/> for the object.</param>
    /// <param name="check">Throws when what is there now, if anything, forbids it.</param>
    /// <returns>The deleted version, or the new delete marker, or <see langword="null"/> when nothing changed.</returns>
    public StoredObject? Delete(Bucket bucket, string key, string? versionId, Action<StoredObject?> check)
    {
        if (versionId is not null || bucket.Configuration.Versioning == VersioningStatus.Off)
        {
            return bucket.Remove(key, versionId ?? StoredObject.NullVersion, check);
        }

        using var writer = storage.BeginWrite(0);
        return writer.Commit(
            bucket,
            new()
            {
                Key = key,
                VersionId = bucket.NewVersionId(),
                IsDeleteMarker = true,
                Size = 0,
                ETag = "",
                LastModified = time.GetLastModified(),
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = ChecksumAlgorithms.Default,
                Checksum = "",
                Headers = [],
                Metadata = [],
            },
            check);
    }
}
