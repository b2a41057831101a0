using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary><c>GET /shows/{show}/episodes</c>.</summary>
internal sealed class EpisodeListEndpoints(CatalogTable catalog, EpisodeQueries queries, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public async Task<ApiResult> ListAsync(string show, ApiRequest request, CancellationToken cancellationToken)
    {
        var state = request.Query.GetValueOrDefault("state");
        if (state is not null && !Publication.All.Contains(state))
        {
            return Problem.InvalidQuery($"'state' has to be one of {string.Join(", ", Publication.All)}.");
        }

        if (PageQuery.ReadLimit(request, DefaultLimit, MaxLimit) is not { } limit)
        {
            return PageQuery.InvalidLimit(MaxLimit);
        }

        EpisodeCursor? start = null;
        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var place)
            || (place is not null && (start = EpisodeCursor.Parse(place, state)) is null))
        {
            return PageQuery.InvalidCursor();
        }

        if (await catalog.FindShowAsync(show, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.NotFound("This show");
        }

        var page = await queries.ListAsync(show, state, start, limit, cancellationToken).ConfigureAwait(false);
        var next = page.Next is null ? null : PageQuery.Encode(page.Next.ToString());
        var now = time.GetUtcNow();
        return new(200, new EpisodeListResponse([.. page.Episodes.Select(episode => RecordedEpisodeResponse.From(episode, null, now))], next))
        {
            Next = next is null ? null : $"/shows/{show}/episodes?{(state is null ? "" : $"state={state}&")}limit={limit}&cursor={next}",
        };
    }
}
