using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.PublisherApi.Artwork;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Removals;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.ShowImporter;

/// <summary>Takes artwork, chapters and transcripts over. What cannot be used is left out, and said.</summary>
internal sealed class FileImporter(ImportHttp http, MediaFiles files, CatalogTable catalog, CatalogChanges changes, TimeProvider time)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <returns>The artwork's file name.</returns>
    /// <exception cref="FeedException">It cannot be fetched or used.</exception>
    public async Task<string> TakeArtworkAsync(string address, CancellationToken cancellationToken)
    {
        var bytes = await http.GetBytesAsync(address, ArtworkImage.MaxBytes, cancellationToken).ConfigureAwait(false);
        var (image, fault) = ArtworkImage.Read(bytes);
        if (image is null)
        {
            throw new FeedException(fault!);
        }

        var file = image.FileName(bytes);
        await files.PutAsync("artwork/" + file, bytes, image.ContentType, cancellationToken, Immutable).ConfigureAwait(false);
        return file;
    }

    /// <summary>Takes over what the episode does not have yet.</summary>
    /// <returns>What is missing and why; null when nothing is.</returns>
    public async Task<string?> TakeAsync(ImportedEpisode imported, CancellationToken cancellationToken)
    {
        if ((imported.Artwork is null && imported.Chapters is null && imported.Transcripts.Count == 0)
            || await catalog.FindEpisodeAsync(imported.Show, imported.Id, cancellationToken).ConfigureAwait(false) is not { } episode)
        {
            return null;
        }

        var details = episode.Details;
        var missing = new List<string>();
        if (imported.Artwork is { } artwork && details.Artwork is null)
        {
            await TryAsync("artwork", async () => details = details with { Artwork = await TakeArtworkAsync(artwork, cancellationToken).ConfigureAwait(false) }).ConfigureAwait(false);
        }

        if (imported.Chapters is { } chapters && details.Chapters is null)
        {
            await TryAsync("chapters", async () => details = details with
            {
                Chapters = await TakeAsync(
                    imported, chapters, ChapterFile.MaxBytes, file => ChapterFile.FindFault(file), $"chapters-{Recording.CreateRevision()}.json", MediaTypes.JsonChapters,
                    cancellationToken).ConfigureAwait(false),
            }).ConfigureAwait(false);
        }

        if (details.Transcripts.Count == 0)
        {
            foreach (var transcript in imported.Transcripts)
            {
                await TryAsync($"transcript ({transcript.Language})", async () => details = details with
                {
                    Transcripts = [.. details.Transcripts, await TakeAsync(imported, transcript, cancellationToken).ConfigureAwait(false)],
                }).ConfigureAwait(false);
            }
        }

        if (details != episode.Details)
        {
            await changes.TryChangeFilesAsync(
                episode with { Details = details with { UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds() }, Version = episode.Version + 1 }, [], cancellationToken)
                .ConfigureAwait(false);
        }

        return missing.Count == 0 ? null : string.Join(' ', missing);

        async Task TryAsync(string what, Func<Task> take)
        {
            try
            {
                await take().ConfigureAwait(false);
            }
            catch (FeedException fault)
            {
                missing.Add($"Its {what} could not be taken over: {fault.Message}");
            }
        }
    }

    private async Task<Transcript> TakeAsync(ImportedEpisode imported, ImportedTranscript transcript, CancellationToken cancellationToken)
    {
        if (TranscriptFile.FindFormat(transcript.ContentType) is not { } format || !LanguageTag.IsValid(transcript.Language))
        {
            throw new FeedException($"It has to be {MediaTypes.WebVtt} or {MediaTypes.SubRip}, of a language.");
        }

        var file = await TakeAsync(
            imported,
            transcript.Url,
            TranscriptFile.MaxBytes,
            bytes => TranscriptFile.FindFault(bytes, format),
            $"transcript-{Recording.CreateRevision()}.{(format == MediaTypes.WebVtt ? "vtt" : "srt")}",
            format,
            cancellationToken).ConfigureAwait(false);
        return new(file, format, transcript.Language);
    }

    private async Task<string> TakeAsync(
        ImportedEpisode imported, string address, int maxBytes, Func<byte[], string?> findFault, string file, string contentType, CancellationToken cancellationToken)
    {
        var bytes = await http.GetBytesAsync(address, maxBytes, cancellationToken).ConfigureAwait(false);
        if (findFault(bytes) is { } fault)
        {
            throw new FeedException(fault);
        }

        // Stored before it is named: a feed never points to a file that is not there.
        await files.PutAsync(Removal.Prefix(imported.Show, imported.Id) + file, bytes, contentType, cancellationToken).ConfigureAwait(false);
        return file;
    }
}
