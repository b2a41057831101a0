using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.Storage;

/// <summary>Writes the small files of the media bucket: artwork, chapters, transcripts. A key is never written with other content, so that caches stay true.</summary>
internal sealed class MediaFiles(Func<IAmazonS3> s3, string bucket)
{
    /// <param name="key">The bucket's key.</param>
    /// <param name="content">The file.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="cacheControl">How long viewers may keep it; null leaves that to them.</param>
    public async Task PutAsync(
        string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken, string? cacheControl = null)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest { BucketName = bucket, Key = key, InputStream = stream, ContentType = contentType };
        request.Headers.CacheControl = cacheControl;
        await s3().PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
