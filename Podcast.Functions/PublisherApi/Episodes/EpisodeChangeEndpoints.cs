using Podcast.Functions.Catalog;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Removals;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary><c>PATCH</c> and <c>DELETE /shows/{show}/episodes/{episode}</c>.</summary>
internal sealed class EpisodeChangeEndpoints(CatalogTable catalog, CatalogChanges changes, MediaRemover remover, PromptRemover prompt, TimeProvider time)
{
    public async Task<ApiResult> ChangeAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return NotFound();
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
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return (read.Publication, changed.Publication) switch
        {
            (not Publication.Unpublished, Publication.Unpublished) => await TakeDownAsync(changed, now, cancellationToken).ConfigureAwait(false),
            (Publication.Unpublished, not Publication.Unpublished) => await PublishAgainAsync(changed, now, cancellationToken).ConfigureAwait(false),
            _ => await changes.TryChangeAsync(changed, null, cancellationToken).ConfigureAwait(false) ? Respond(200, changed, now) : Conflict(),
        };
    }

    public async Task<ApiResult> DeleteAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        var now = time.GetUtcNow();
        var removal = Removal.DeleteEpisode(show, id, now);
        if (!await changes.TryDeleteEpisodeAsync(read, removal, now, cancellationToken).ConfigureAwait(false))
        {
            return Conflict();
        }

        return new(await prompt.TryRemoveAsync(removal, cancellationToken).ConfigureAwait(false) ? 204 : 202, null);
    }

    private async Task<ApiResult> TakeDownAsync(EpisodeState changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removal = Removal.Hide(changed.Show, changed.Id, now);
        if (!await changes.TryChangeAsync(changed, removal, cancellationToken).ConfigureAwait(false))
        {
            return Conflict();
        }

        return Respond(await prompt.TryRemoveAsync(removal, cancellationToken).ConfigureAwait(false) ? 200 : 202, changed, now);
    }

    // The audio first: no feed lists what is not there.
    private async Task<ApiResult> PublishAgainAsync(EpisodeState changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await remover.TryRestoreAsync(changed.Show, changed.Id, changed.Audio?.MediaKey, cancellationToken).ConfigureAwait(false))
        {
            return Problem.AudioGone();
        }

        if (await changes.TryChangeAsync(changed, null, cancellationToken).ConfigureAwait(false))
        {
            return Respond(200, changed, now);
        }

        var removal = Removal.Hide(changed.Show, changed.Id, now);
        if (await changes.TryHideAgainAsync(changed.Show, changed.Id, removal, cancellationToken).ConfigureAwait(false))
        {
            await prompt.TryRemoveAsync(removal, cancellationToken).ConfigureAwait(false);
        }

        return Conflict();
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

    private static ApiResult Respond(int status, EpisodeState episode, DateTimeOffset now) => RecordedEpisodeResponse.Respond(status, episode, null, now);

    private static Problem NotFound() => Problem.NotFound("This episode");

    private static Problem Conflict() =>
        Problem.Conflict("The episode was changed in the meantime, or its audio is still being removed. Read it again and repeat the change.");
}
