using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.Storage;

/// <summary>Requests to S3 that several functions send.</summary>
internal static class S3ClientExtensions
{
    /// <summary>Whether there is an object of this key; needs <c>s3:GetObject</c>.</summary>
    public static async Task<bool> ObjectExistsAsync(this IAmazonS3 s3, string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            // S3 returns 403 instead of 404 to a caller who may not list the bucket.
            return false;
        }
    }
}
