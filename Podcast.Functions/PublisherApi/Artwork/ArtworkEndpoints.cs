using Podcast.Functions.Catalog;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.Artwork;

/// <summary><c>PUT</c> and <c>DELETE</c> of <c>/shows/{show}/artwork</c> and <c>/shows/{show}/episodes/{episode}/artwork</c>.</summary>
internal sealed class ArtworkEndpoints(CatalogTable catalog, CatalogChanges changes, MediaFiles files, TimeProvider time)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    public async Task<ApiResult> PutOfShowAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var (image, problem) = Read(request);
        return image is null ? problem! : await ChangeShowAsync(id, request, image, cancellationToken).ConfigureAwait(false);
    }

    public Task<ApiResult> DeleteOfShowAsync(string id, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeShowAsync(id, request, null, cancellationToken);

    public async Task<ApiResult> PutOfEpisodeAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var (image, problem) = Read(request);
        return image is null ? problem! : await ChangeEpisodeAsync(show, id, request, image, cancellationToken).ConfigureAwait(false);
    }

    public Task<ApiResult> DeleteOfEpisodeAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeEpisodeAsync(show, id, request, null, cancellationToken);

    private static (ArtworkImage? Image, Problem? Problem) Read(ApiRequest request)
    {
        if (request.ContentType?.StartsWith("image/jpeg", StringComparison.OrdinalIgnoreCase) != true
            && request.ContentType?.StartsWith("image/png", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, Problem.UnsupportedMediaType("image/jpeg' or 'image/png"));
        }

        if (request.Body.Length > ArtworkImage.MaxBytes)
        {
            return (null, Problem.TooLarge(ArtworkImage.MaxBytes));
        }

        var (image, fault) = ArtworkImage.Read(request.Body.Span);
        return image is null ? (null, Problem.InvalidFile(fault!)) : (image, null);
    }

    private async Task<ApiResult> ChangeShowAsync(string id, ApiRequest request, ArtworkImage? image, CancellationToken cancellationToken)
    {
        if (await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return Problem.NotFound("This show");
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        var show = read with
        {
            Artwork = await StoreAsync(request, image, cancellationToken).ConfigureAwait(false),
            Version = read.Version + 1,
            UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        return await catalog.TryUpdateShowAsync(show, cancellationToken).ConfigureAwait(false)
            ? new ApiResult(200, ShowResponse.From(show)) { ETag = Preconditions.ETag(show.Version) }
            : Problem.Conflict("The show was changed in the meantime. Send the request again.");
    }

    private async Task<ApiResult> ChangeEpisodeAsync(string show, string id, ApiRequest request, ArtworkImage? image, CancellationToken cancellationToken)
    {
        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } episode)
        {
            return Problem.NotFound("This episode");
        }

        if (Preconditions.Check(request, episode.Version) is { } failed)
        {
            return failed;
        }

        var now = time.GetUtcNow();
        var artwork = await StoreAsync(request, image, cancellationToken).ConfigureAwait(false);
        var changed = episode with
        {
            Details = episode.Details with { Artwork = artwork, UpdatedAt = now.ToUnixTimeSeconds() },
            Version = episode.Version + 1,
        };
        return await changes.TryChangeFilesAsync(changed, [], cancellationToken).ConfigureAwait(false)
            ? RecordedEpisodeResponse.Respond(200, changed, null, now)
            : Problem.Conflict("The episode was changed in the meantime. Send the request again.");
    }

    /// <returns>The file name; null without an image.</returns>
    private async Task<string?> StoreAsync(ApiRequest request, ArtworkImage? image, CancellationToken cancellationToken)
    {
        if (image is null)
        {
            return null;
        }

        // Stored before it is named: a feed never points to artwork that is not there.
        var file = image.FileName(request.Body.Span);
        await files.PutAsync("artwork/" + file, request.Body, image.ContentType, cancellationToken, Immutable).ConfigureAwait(false);
        return file;
    }
}
