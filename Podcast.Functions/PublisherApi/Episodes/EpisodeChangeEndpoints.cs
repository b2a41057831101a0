using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary><c>PATCH /shows/{show}/episodes/{episode}</c>.</summary>
internal sealed class EpisodeChangeEndpoints(CatalogTable catalog, TimeProvider time)
{
    public async Task<ApiResult> ChangeAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return Problem.NotFound("This episode");
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        var (body, problem) = BodyReader.ReadPatch(request, ChangeEpisodeRequest.From(read));
        if (body is null)
        {
            return problem!;
        }

        var now = time.GetUtcNow();
        var errors = new FieldErrors();
        var changed = Change(read, body, now, errors);
        return errors.Any ? errors.ToProblem()
            : await catalog.TryChangeEpisodeAsync(changed, cancellationToken).ConfigureAwait(false) ? RecordedEpisodeResponse.Respond(200, changed, null, now)
            : Problem.Conflict("The episode was changed in the meantime. Read it again and repeat the change.");
    }

    private static EpisodeState Change(EpisodeState read, ChangeEpisodeRequest body, DateTimeOffset now, FieldErrors errors)
    {
        var (publication, publishedAt) = PublicationRule.Change(read, body.State, errors.Time(body.PublishedAt, "publishedAt"), now, errors);
        return body.Apply(read, errors, now.ToUnixTimeSeconds()) with
        {
            Publication = publication,
            PublishedAt = publishedAt,
            Version = read.Version + 1,
        };
    }
}
