using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.MediaRemoval;

/// <summary>Removes objects of a versioned bucket by their prefix, and brings them back.</summary>
/// <param name="s3">The storage.</param>
internal sealed class MediaStore(Func<IAmazonS3> s3)
{
    /// <summary>The most keys that one request lists or deletes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html.</summary>
    private const int PageSize = 1000;

    /// <summary>Nobody can read the objects any more; their versions stay until the bucket's lifecycle ends them.</summary>
    public async Task HideAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await s3().ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = PageSize }, cancellationToken).ConfigureAwait(false);
            if (page.S3Objects is not { Count: > 0 } objects)
            {
                return;
            }

            await DeleteAsync(bucket, [.. objects.Select(item => new KeyVersion { Key = item.Key })], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes every version, and every mark of a deletion.</summary>
    public async Task EraseAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await s3().ListVersionsAsync(
                new ListVersionsRequest { BucketName = bucket, Prefix = prefix, MaxKeys = PageSize }, cancellationToken).ConfigureAwait(false);
            if (page.Versions is not { Count: > 0 } versions)
            {
                return;
            }

            await DeleteAsync(
                bucket, [.. versions.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes what was hidden readable again, as far as the versions are still there.</summary>
    public async Task RestoreAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var request = new ListVersionsRequest { BucketName = bucket, Prefix = prefix, MaxKeys = PageSize };
        while (true)
        {
            var page = await s3().ListVersionsAsync(request, cancellationToken).ConfigureAwait(false);
            KeyVersion[] marks =
            [
                .. (page.Versions ?? []).Where(version => version is { IsDeleteMarker: true, IsLatest: true })
                    .Select(mark => new KeyVersion { Key = mark.Key, VersionId = mark.VersionId }),
            ];
            if (marks.Length > 0)
            {
                await DeleteAsync(bucket, [.. marks], cancellationToken).ConfigureAwait(false);
            }

            if (page.IsTruncated != true)
            {
                return;
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
    }

    /// <summary>Whether there is an object of this key. It is listed, not read: a reader needs more permissions.</summary>
    public async Task<bool> ExistsAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var page = await s3().ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = bucket, Prefix = key, MaxKeys = 1 }, cancellationToken).ConfigureAwait(false);
        return page.S3Objects is [var first, ..] && first.Key == key;
    }

    private Task<DeleteObjectsResponse> DeleteAsync(string bucket, List<KeyVersion> keys, CancellationToken cancellationToken) =>
        s3().DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = keys, Quiet = true }, cancellationToken);
}
