using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Entitlements;

/// <summary>
/// Addresses of audio that S3 itself checks, for when the edge cannot check anything. They are good for as long as a grant; a download that has
/// begun goes on.
/// </summary>
internal sealed class AudioPresigner(Func<IAmazonS3> s3, string bucket, TimeProvider time)
{
    private readonly Lazy<IAmazonS3> _s3 = new(s3);

    /// <param name="key">The object.</param>
    /// <param name="method"><c>GET</c> or <c>HEAD</c>: the method is signed as well.</param>
    /// <param name="lifetime">How long a download may begin.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when there is no such object: S3's own error, which the viewer would get there, names the bucket.</returns>
    public async Task<string?> PresignAsync(string key, string method, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var client = _s3.Value;
        if (!await client.ObjectExistsAsync(bucket, key, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = key,
            Verb = method == "HEAD" ? HttpVerb.HEAD : HttpVerb.GET,
            Expires = (time.GetUtcNow() + lifetime).UtcDateTime,
        };
        if (client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Protocol = Protocol.HTTP;
        }

        return await client.GetPreSignedURLAsync(request).ConfigureAwait(false);
    }
}
