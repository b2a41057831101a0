using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Removals;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// <c>PUT</c> and <c>DELETE</c> of <c>/shows/{show}/episodes/{episode}/chapters</c> and <c>…/transcripts/{language}</c>. The files are stored beside the audio: the
/// edge authorizes both in the same way, and both are removed together.
/// </summary>
internal sealed class EpisodeFileEndpoints(CatalogTable catalog, CatalogChanges changes, RemovalTable removals, MediaFiles files, TimeProvider time)
{
    private const int MaxTranscripts = 20;

    public async Task<ApiResult> PutChaptersAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problem.UnsupportedMediaType(MediaTypes.JsonChapters);
        }

        if (request.Body.Length > ChapterFile.MaxBytes)
        {
            return Problem.TooLarge(ChapterFile.MaxBytes);
        }

        return ChapterFile.FindFault(request.Body) is { } fault
            ? Problem.InvalidFile(fault)
            : await PutAsync(
                show, id, request, $"chapters-{Recording.CreateRevision()}.json", MediaTypes.JsonChapters,
                (details, file) => details with { Chapters = file }, cancellationToken).ConfigureAwait(false);
    }

    public Task<ApiResult> DeleteChaptersAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken) =>
        DeleteAsync(show, id, request, details => details with { Chapters = null }, cancellationToken);

    /// <summary>Sets the transcript of a language and format in place of the former one.</summary>
    public async Task<ApiResult> PutTranscriptAsync(string show, string id, string language, ApiRequest request, CancellationToken cancellationToken)
    {
        if (TranscriptFile.FindFormat(request.ContentType) is not { } format)
        {
            return Problem.UnsupportedMediaType($"{MediaTypes.WebVtt}' or '{MediaTypes.SubRip}");
        }

        if (!LanguageTag.IsValid(language))
        {
            return Problem.InvalidQuery($"The language in the path is not a language tag. {LanguageTag.Rule}");
        }

        if (request.Body.Length > TranscriptFile.MaxBytes)
        {
            return Problem.TooLarge(TranscriptFile.MaxBytes);
        }

        return TranscriptFile.FindFault(request.Body.Span, format) is { } fault
            ? Problem.InvalidFile(fault)
            : await PutAsync(
                show, id, request, $"transcript-{Recording.CreateRevision()}.{(format == MediaTypes.WebVtt ? "vtt" : "srt")}", format,
                (details, file) => Add(details, new(file, format, language)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes all transcripts of a language.</summary>
    public Task<ApiResult> DeleteTranscriptsAsync(string show, string id, string language, ApiRequest request, CancellationToken cancellationToken) => DeleteAsync(
        show,
        id,
        request,
        details => details with { Transcripts = [.. details.Transcripts.Where(transcript => !IsOf(transcript, language))] },
        cancellationToken);

    /// <returns>Null when there are too many.</returns>
    private static EpisodeDetails? Add(EpisodeDetails details, Transcript added)
    {
        var others = details.Transcripts.Where(transcript => !IsOf(transcript, added.Language) || transcript.ContentType != added.ContentType).ToArray();
        return others.Length >= MaxTranscripts ? null : details with { Transcripts = [.. others, added] };
    }

    private static bool IsOf(Transcript transcript, string language) => transcript.Language.Equals(language, StringComparison.OrdinalIgnoreCase);

    private async Task<ApiResult> PutAsync(
        string show,
        string id,
        ApiRequest request,
        string file,
        string contentType,
        Func<EpisodeDetails, string, EpisodeDetails?> change,
        CancellationToken cancellationToken)
    {
        var (read, problem) = await FindAsync(show, id, request, cancellationToken).ConfigureAwait(false);
        if (read is null)
        {
            return problem!;
        }

        if (change(read.Details, file) is not { } details)
        {
            return Problem.Conflict($"The episode has {MaxTranscripts} transcripts. Delete one first.");
        }

        // Stored before it is named: a feed never points to a file that is not there.
        var key = Removal.Prefix(show, id) + file;
        await files.PutAsync(key, request.Body, contentType, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var result = await WriteAsync(read, details, former => Removal.Replace(show, id, former, now), now, cancellationToken).ConfigureAwait(false);
        if (result is null)
        {
            await removals.PutAsync(Removal.Discard(key, now), cancellationToken).ConfigureAwait(false);
        }

        return result ?? Conflict();
    }

    private async Task<ApiResult> DeleteAsync(
        string show, string id, ApiRequest request, Func<EpisodeDetails, EpisodeDetails> change, CancellationToken cancellationToken)
    {
        var (read, problem) = await FindAsync(show, id, request, cancellationToken).ConfigureAwait(false);
        if (read is null)
        {
            return problem!;
        }

        var now = time.GetUtcNow();
        return await WriteAsync(
            read, change(read.Details), former => Removal.Discard(Removal.Prefix(show, id) + former, now), now, cancellationToken).ConfigureAwait(false) ?? Conflict();
    }

    private async Task<(EpisodeState? Episode, Problem? Problem)> FindAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken) =>
        await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } read ? (null, Problem.NotFound("This episode"))
        : Preconditions.Check(request, read.Version) is { } failed ? (null, failed)
        : (read, null);

    /// <returns>Null when the episode was changed meanwhile.</returns>
    private async Task<ApiResult?> WriteAsync(
        EpisodeState read, EpisodeDetails details, Func<string, Removal> remove, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = read with { Details = details with { UpdatedAt = now.ToUnixTimeSeconds() }, Version = read.Version + 1 };
        var former = FilesOf(read.Details).Except(FilesOf(details)).Select(remove);
        return await changes.TryChangeFilesAsync(changed, former, cancellationToken).ConfigureAwait(false)
            ? RecordedEpisodeResponse.Respond(200, changed, null, now)
            : null;
    }

    private static IEnumerable<string> FilesOf(EpisodeDetails details) =>
        [.. details.Transcripts.Select(transcript => transcript.File), .. details.Chapters is { } chapters ? [chapters] : Array.Empty<string>()];

    private static Problem Conflict() =>
        Problem.Conflict("The episode was changed in the meantime, or its audio is still being removed. Send the request again.");
}
