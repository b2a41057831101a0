using Amazon.S3;
using Podcast.Functions.Catalog;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.ShowImporter;

/// <summary>Reads the feed of an import and writes down its show and episodes. It may be done again at any time: what is there stays.</summary>
internal sealed class FeedImporter(ImportHttp http, Func<IAmazonS3> s3, string ingestBucket, FileImporter files, CatalogTable catalog, ImportTable imports, TimeProvider time)
{
    private const int MaxPages = 50;
    private const int MaxEpisodes = 5000;

    /// <returns>What could not be taken over of the show; null when nothing is missing.</returns>
    /// <exception cref="FeedException">The feed cannot be taken over.</exception>
    public async Task<string?> ReadAsync(ShowImport import, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var feed = await ReadPageAsync(import, import.Url, cancellationToken).ConfigureAwait(false);
        var missing = await CreateShowAsync(import, feed, now, cancellationToken).ConfigureAwait(false);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 1; ; page++)
        {
            foreach (var item in feed.Items)
            {
                if (seen.Add(ImportedShow.IdOf(item)) && seen.Count <= MaxEpisodes)
                {
                    await CreateEpisodeAsync(import, item, now, cancellationToken).ConfigureAwait(false);
                }
            }

            if (feed.Next is not { } next || page == MaxPages)
            {
                return seen.Count > MaxEpisodes ? $"Only {MaxEpisodes} episodes are taken over at once." : missing;
            }

            feed = await ReadPageAsync(import, next, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FeedDocument> ReadPageAsync(ShowImport import, string? address, CancellationToken cancellationToken)
    {
        byte[] bytes;
        if (address is not null)
        {
            bytes = await http.GetBytesAsync(address, FeedReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            using var stored = await s3().GetObjectAsync(ingestBucket, FeedKey(import.Id), cancellationToken).ConfigureAwait(false);
            using var copy = new MemoryStream();
            await stored.ResponseStream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            bytes = copy.ToArray();
        }

        using var feed = new MemoryStream(bytes, writable: false);
        return FeedReader.Read(feed, address is null ? null : new(address));
    }

    private async Task<string?> CreateShowAsync(ShowImport import, FeedDocument feed, long now, CancellationToken cancellationToken)
    {
        if (await catalog.FindShowAsync(import.Show, cancellationToken).ConfigureAwait(false) is not null)
        {
            // It was there, or an attempt before this one made it.
            return null;
        }

        var show = ImportedShow.Create(import.Show, feed.Show, now);
        string? missing = null;
        if (feed.Artwork is not null)
        {
            try
            {
                show = show with { Artwork = await files.TakeArtworkAsync(feed.Artwork, cancellationToken).ConfigureAwait(false) };
            }
            catch (FeedException fault)
            {
                missing = $"The show's artwork could not be taken over: {fault.Message}";
            }
        }

        return await catalog.TryCreateShowAsync(show, cancellationToken).ConfigureAwait(false) switch
        {
            ShowCreation.Created => missing,
            ShowCreation.IdTaken => throw new FeedException($"There was a show '{import.Show}', which was deleted. Choose another id."),
            ShowCreation.CodeTaken => throw new FeedException($"The id '{import.Show}' has the same short code as another show's. Choose another id."),
        };
    }

    private async Task CreateEpisodeAsync(ShowImport import, FeedDocument.Item item, long now, CancellationToken cancellationToken)
    {
        var imported = new ImportedEpisode
        {
            Import = import.Id,
            Show = import.Show,
            Id = ImportedShow.IdOf(item),
            Title = item.Fields.Title ?? item.Guid,
            Url = item.Audio ?? "",
            Artwork = item.Artwork,
            Chapters = item.Chapters,
            Transcripts = item.Transcripts,
            Revision = "",
            State = ImportState.Waiting,
            WorkAt = ImportTable.AlwaysDue,
        };
        try
        {
            if (item.Audio is null)
            {
                throw new FeedException("It has no audio: there is no enclosure with a web address.");
            }

            var episode = ImportedShow.CreateEpisode(import.Show, item, now);

            // First the import's own item, so that a second attempt tells the episode that it has made from one that was there.
            imported = imported with { Revision = episode.Recording!.Revision };
            if (!await imports.TryPutAsync(imported, cancellationToken).ConfigureAwait(false)
                && await imports.FindEpisodeAsync(import.Id, imported.Id, cancellationToken).ConfigureAwait(false) is { } before)
            {
                imported = before;
                episode = episode with { Recording = episode.Recording! with { Revision = before.Revision } };
            }

            if (!await catalog.TryCreateEpisodeAsync(episode, cancellationToken).ConfigureAwait(false)
                && (await catalog.FindEpisodeAsync(import.Show, imported.Id, cancellationToken).ConfigureAwait(false))?.Recording?.Revision != imported.Revision)
            {
                await imports.FinishAsync(import.Id, imported.Id, ImportState.Present, null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FeedException fault)
        {
            await imports.TryPutAsync(imported with { State = ImportState.Failed, Reason = fault.Message }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Where the text of a feed is kept that was sent.</summary>
    public static string FeedKey(string import) => $"imports/{import}/feed.xml";
}
