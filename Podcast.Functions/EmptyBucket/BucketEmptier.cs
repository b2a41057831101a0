using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.EmptyBucket;

/// <summary>Deletes the objects of buckets that are tagged for it.</summary>
/// <param name="s3">The storage.</param>
/// <param name="pageSize">How many keys are listed and deleted at once, at most 1,000.</param>
internal sealed class BucketEmptier(IAmazonS3 s3, int pageSize)
{
    /// <summary>The most keys that one request lists or deletes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>The tag of buckets that are to be emptied, with the value <c>true</c>.</summary>
    public const string Tag = "EmptiedOnDestroy";

    /// <summary>
    /// Whether the bucket has the tag. A stack that changes from development to production loses the custom
    /// resource just as one that is destroyed; only the bucket tells the two apart, because its tag is removed first.
    /// </summary>
    public async Task<bool> IsToBeEmptiedAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await s3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = bucket }, cancellationToken).ConfigureAwait(false);
            return (tags.TagSet ?? []).Exists(tag => tag is { Key: Tag, Value: "true" });
        }
        catch (AmazonS3Exception none) when (none.ErrorCode is "NoSuchTagSet" or "NoSuchTagSetError")
        {
            return false;
        }
    }

    /// <summary>Erases all versions, delete markers and incomplete uploads, from the start until there is nothing left.</summary>
    /// <returns>How many versions and delete markers, and how many uploads, were deleted.</returns>
    /// <exception cref="DeleteObjectsException">One of them cannot be deleted.</exception>
    public async Task<(int Versions, int Uploads)> EmptyAsync(string bucket, CancellationToken cancellationToken)
    {
        // Uploads first: one that is completed meanwhile is a version that the second part finds.
        var uploads = 0;
        while (await ListUploadsAsync(bucket, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var upload in page)
            {
                await AbortAsync(bucket, upload, cancellationToken).ConfigureAwait(false);
            }

            uploads += page.Count;
        }

        var versions = 0;
        while (await ListVersionsAsync(bucket, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = page, Quiet = true }, cancellationToken).ConfigureAwait(false);
            versions += page.Count;
        }

        return (versions, uploads);
    }

    private async Task<List<MultipartUpload>> ListUploadsAsync(string bucket, CancellationToken cancellationToken) =>
        (await s3.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = bucket, MaxUploads = pageSize }, cancellationToken).ConfigureAwait(false)).MultipartUploads ?? [];

    private async Task<List<KeyVersion>> ListVersionsAsync(string bucket, CancellationToken cancellationToken)
    {
        var page = await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, MaxKeys = pageSize }, cancellationToken).ConfigureAwait(false);
        // Delete markers are among them. In a bucket without versions the id is "null", which is the right one there.
        return [.. (page.Versions ?? []).Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })];
    }

    private async Task AbortAsync(string bucket, MultipartUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket, Key = upload.Key, UploadId = upload.UploadId }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception gone) when (gone.StatusCode == HttpStatusCode.NotFound && gone.ErrorCode == "NoSuchUpload")
        {
            // Its sender has completed or aborted it.
        }
    }
}
