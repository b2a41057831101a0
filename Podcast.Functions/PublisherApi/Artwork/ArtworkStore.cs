using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.PublisherApi.Artwork;

/// <summary>Artwork in the media bucket, where everybody may read it at an address that never changes.</summary>
internal sealed class ArtworkStore(Func<IAmazonS3> s3, string bucket)
{
    /// <param name="file">The file name.</param>
    /// <param name="image">The image.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task PutAsync(string file, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(image.ToArray(), writable: false);
        var request = new PutObjectRequest { BucketName = bucket, Key = "artwork/" + file, InputStream = content, ContentType = contentType };
        request.Headers.CacheControl = "public, max-age=31536000, immutable";
        await s3().PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
