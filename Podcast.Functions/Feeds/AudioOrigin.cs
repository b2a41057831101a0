using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.Feeds;

/// <summary>
/// The bucket's own address, where audio is redirected to while the edge's store is down. A page has to allow it, or its browser refuses the redirect.
/// </summary>
internal sealed class AudioOrigin(Func<IAmazonS3> s3, string bucket)
{
    private readonly Lazy<Task<string>> _origin = new(() => FindAsync(s3(), bucket));

    /// <summary>Scheme, host and port.</summary>
    public Task<string> FindAsync() => _origin.Value;

    // A signature needs no call, and only the client knows how it addresses a bucket.
    private static async Task<string> FindAsync(IAmazonS3 s3, string bucket)
    {
        var request = new GetPreSignedUrlRequest { BucketName = bucket, Key = "media", Expires = DateTime.UtcNow.AddMinutes(1) };
        if (s3.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Protocol = Protocol.HTTP;
        }

        return new Uri(await s3.GetPreSignedURLAsync(request).ConfigureAwait(false)).GetLeftPart(UriPartial.Authority);
    }
}
