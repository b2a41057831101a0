using System.Security.Cryptography;
using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Notices;

/// <summary><c>PUT</c> and <c>DELETE</c> of <c>/shows/{show}/notices/{reason}</c>: the publisher's own sound in place of the spoken notice.</summary>
internal sealed class NoticeEndpoints(CatalogTable catalog, MediaFiles files, TimeProvider time)
{
    /// <summary>A minute of 128 kbit/s; every poll of an ended feed may lead to a download.</summary>
    private const int MaxBytes = 1024 * 1024;

    private const int HashBytes = 16;

    public async Task<ApiResult> PutAsync(string id, string reason, ApiRequest request, CancellationToken cancellationToken) =>
        request.ContentType?.StartsWith("audio/mpeg", StringComparison.OrdinalIgnoreCase) != true ? Problem.UnsupportedMediaType("audio/mpeg")
        : request.Body.Length > MaxBytes ? Problem.TooLarge(MaxBytes)
        : AudioSniffer.FindFormat(request.Body.Span) != "MP3" ? Problem.InvalidFile("The notice is not an MP3 file.")
        : await ChangeAsync(id, reason, request, request.Body, cancellationToken).ConfigureAwait(false);

    public Task<ApiResult> DeleteAsync(string id, string reason, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(id, reason, request, null, cancellationToken);

    private async Task<ApiResult> ChangeAsync(
        string id, string reason, ApiRequest request, ReadOnlyMemory<byte>? audio, CancellationToken cancellationToken)
    {
        if (!OwnNotice.Reasons.Contains(reason))
        {
            return Problem.NotFound("This notice");
        }

        if (await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return Problem.NotFound("This show");
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        // Stored before it is named: a feed never points to a sound that is not there.
        OwnNotice[] own = audio is { } sent
            ? [await StoreAsync(id, reason, sent, cancellationToken).ConfigureAwait(false)]
            : [];
        var show = read with
        {
            Notices = [.. read.Notices.Where(notice => notice.Reason != reason), .. own],
            Version = read.Version + 1,
            UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        return await catalog.TryUpdateShowAsync(show, cancellationToken).ConfigureAwait(false)
            ? new ApiResult(200, ShowResponse.From(show)) { ETag = Preconditions.ETag(show.Version) }
            : Problem.Conflict("The show was changed in the meantime. Send the request again.");
    }

    // Named by its content, so that an address never changes what it delivers.
    private async Task<OwnNotice> StoreAsync(string show, string reason, ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        var file = $"{Convert.ToHexStringLower(SHA256.HashData(audio.Span).AsSpan(0, HashBytes))}.mp3";
        await files.PutAsync(OwnNotice.KeyOf(show, file), audio, "audio/mpeg", cancellationToken, "public, max-age=31536000, immutable").ConfigureAwait(false);
        return new(reason, file, audio.Length);
    }
}
