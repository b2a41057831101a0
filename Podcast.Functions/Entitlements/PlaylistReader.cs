using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.Entitlements;

/// <summary>
/// HLS playlists, for when the edge cannot check anything. A playlist names its variants and segments by relative addresses, so it has to come from the
/// subscriber's own address: each of them is then requested and checked like the playlist. Behind a redirect they would have no token.
/// </summary>
internal sealed class PlaylistReader(Func<IAmazonS3> s3, string bucket)
{
    public const string Extension = ".m3u8";
    public const string ContentType = "application/vnd.apple.mpegurl";

    /// <summary>200 hours in segments of 10 seconds; a function URL responds with 6 MB at most.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly Lazy<IAmazonS3> _s3 = new(s3);

    /// <param name="key">The object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when there is no such playlist.</returns>
    public async Task<string?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _s3.Value.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken).ConfigureAwait(false);
            if (response.ContentLength > MaxBytes)
            {
                return null;
            }

            using var reader = new StreamReader(response.ResponseStream);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            // S3 returns 403 instead of 404 to a caller who may not list the bucket.
            return null;
        }
    }
}
