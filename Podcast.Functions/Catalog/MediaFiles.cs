using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.Catalog;

/// <summary>
/// Files in the media bucket that a publisher sends besides audio. Their names are made of their content, so that an address never changes what it
/// delivers.
/// </summary>
internal sealed class MediaFiles(Func<IAmazonS3> s3, string bucket)
{
    private const int HashBytes = 16;

    /// <summary>Stores artwork, which everybody may read.</summary>
    /// <returns>The file name.</returns>
    public async Task<string> PutArtworkAsync(ReadOnlyMemory<byte> image, string extension, string contentType, CancellationToken cancellationToken)
    {
        var file = $"{HashOf(image.Span)}.{extension}";
        await PutAsync("artwork/" + file, image, contentType, cancellationToken).ConfigureAwait(false);
        return file;
    }

    /// <summary>Stores a file beside an episode's audio, which is read by the same subscribers.</summary>
    /// <param name="show">The show.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="kind">What the file name begins with.</param>
    /// <param name="extension">What it ends with.</param>
    /// <param name="content">The file.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The file name.</returns>
    public async Task<string> PutOfEpisodeAsync(
        string show, string episode, string kind, string extension, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var file = $"{kind}-{HashOf(content.Span)}.{extension}";
        await PutAsync($"media/{show}/{episode}/{file}", content, contentType, cancellationToken).ConfigureAwait(false);
        return file;
    }

    private async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest { BucketName = bucket, Key = key, InputStream = stream, ContentType = contentType };
        request.Headers.CacheControl = "public, max-age=31536000, immutable";
        await s3().PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static string HashOf(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        return Convert.ToHexStringLower(digest[..HashBytes]);
    }
}
