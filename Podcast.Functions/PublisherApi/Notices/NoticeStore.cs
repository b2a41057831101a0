using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Notices;

/// <summary>A show's own notices in the media bucket, named by their content, so that an address never changes what it delivers.</summary>
internal sealed class NoticeStore(Func<IAmazonS3> s3, string bucket)
{
    private const int HashBytes = 16;

    /// <returns>The file name.</returns>
    public async Task<string> PutAsync(string show, ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        var file = $"{Convert.ToHexStringLower(SHA256.HashData(audio.Span).AsSpan(0, HashBytes))}.mp3";
        using var content = new MemoryStream(audio.ToArray(), writable: false);
        var request = new PutObjectRequest { BucketName = bucket, Key = OwnNotice.KeyOf(show, file), InputStream = content, ContentType = "audio/mpeg" };
        request.Headers.CacheControl = "public, max-age=31536000, immutable";
        await s3().PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        return file;
    }
}
