using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// <c>PUT</c> and <c>DELETE</c> of <c>/shows/{show}/episodes/{episode}/chapters</c> and <c>…/transcripts/{language}</c>. Only subscribers can read them.
/// </summary>
internal sealed class EpisodeFileEndpoints(CatalogTable catalog, MediaFiles files, TimeProvider time)
{
    private const int MaxTranscripts = 20;

    public Task<ApiResult> PutChaptersAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken) =>
        request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true
            ? Refuse(Problem.UnsupportedMediaType(ChapterFile.ContentType))
        : request.Body.Length > ChapterFile.MaxBytes ? Refuse(Problem.TooLarge(ChapterFile.MaxBytes))
        : ChapterFile.FindFault(request.Body) is { } fault ? Refuse(Problem.InvalidFile(fault))
        : ChangeAsync(show, id, request, async episode => episode.Details with
        {
            Chapters = await files.PutOfEpisodeAsync(
                show, id, "chapters", "json", request.Body, ChapterFile.ContentType, cancellationToken).ConfigureAwait(false),
        }, cancellationToken);

    public Task<ApiResult> DeleteChaptersAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(show, id, request, episode => Task.FromResult<EpisodeDetails?>(episode.Details with { Chapters = null }), cancellationToken);

    /// <summary>Sets the transcript of a language and format in place of the former one.</summary>
    public Task<ApiResult> PutTranscriptAsync(string show, string id, string language, ApiRequest request, CancellationToken cancellationToken)
    {
        if (TranscriptFile.FindFormat(request.ContentType) is not { } format)
        {
            return Refuse(Problem.UnsupportedMediaType($"{TranscriptFile.WebVtt}' or '{TranscriptFile.SubRip}"));
        }

        return !LanguageTag.IsValid(language) ? Refuse(Problem.InvalidQuery($"The language in the path is none. {LanguageTag.Rule}"))
            : request.Body.Length > TranscriptFile.MaxBytes ? Refuse(Problem.TooLarge(TranscriptFile.MaxBytes))
            : TranscriptFile.FindFault(request.Body.Span, format) is { } fault ? Refuse(Problem.InvalidFile(fault))
            : ChangeAsync(show, id, request, async episode =>
            {
                var others = episode.Details.Transcripts.Where(transcript => !IsOf(transcript, language) || transcript.ContentType != format).ToArray();
                if (others.Length >= MaxTranscripts)
                {
                    return null;
                }

                var file = await files.PutOfEpisodeAsync(
                    show, id, "transcript", format == TranscriptFile.WebVtt ? "vtt" : "srt", request.Body, format, cancellationToken).ConfigureAwait(false);
                return episode.Details with { Transcripts = [.. others, new(file, format, language)] };
            }, cancellationToken);
    }

    /// <summary>Takes all transcripts of a language away.</summary>
    public Task<ApiResult> DeleteTranscriptsAsync(string show, string id, string language, ApiRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(show, id, request, episode => Task.FromResult<EpisodeDetails?>(episode.Details with
        {
            Transcripts = [.. episode.Details.Transcripts.Where(transcript => !IsOf(transcript, language))],
        }), cancellationToken);

    private static bool IsOf(Transcript transcript, string language) => transcript.Language.Equals(language, StringComparison.OrdinalIgnoreCase);

    private static Task<ApiResult> Refuse(Problem problem) => Task.FromResult<ApiResult>(problem);

    /// <param name="show">The show.</param>
    /// <param name="id">The episode.</param>
    /// <param name="request">The request.</param>
    /// <param name="change">The new details; null when there are too many transcripts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    private async Task<ApiResult> ChangeAsync(
        string show, string id, ApiRequest request, Func<EpisodeState, Task<EpisodeDetails?>> change, CancellationToken cancellationToken)
    {
        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return Problem.NotFound("This episode");
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        if (await change(read).ConfigureAwait(false) is not { } details)
        {
            return Problem.InvalidFile($"The episode has {MaxTranscripts} transcripts. Delete one first.");
        }

        var now = time.GetUtcNow();
        var changed = read with { Details = details with { UpdatedAt = now.ToUnixTimeSeconds() }, Version = read.Version + 1 };
        return await catalog.TryChangeFilesAsync(changed, cancellationToken).ConfigureAwait(false)
            ? RecordedEpisodeResponse.Respond(200, changed, null, now)
            : Problem.Conflict("The episode was changed in the meantime. Send the request again.");
    }
}
