using Amazon.S3;
using Podcast.Functions.Catalog;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.ShowImporter;

/// <summary>Reads the feed of an import and writes down its show and episodes. It may be done again at any time: what is there stays.</summary>
internal sealed class FeedImporter(
    ImportHttp http,
    Func<IAmazonS3> s3,
    string ingestBucket,
    FileImporter files,
    CatalogTable catalog,
    RecordingTable recordings,
    ImportTable imports,
    TimeProvider time)
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
        var guids = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 1; ; page++)
        {
            foreach (var item in feed.Items)
            {
                if (guids.Add(item.Guid) && guids.Count <= MaxEpisodes)
                {
                    // Guids of another host may look like those of an export and differ in the first part alone.
                    var id = ImportedShow.IdOf(item) is var like && ids.Add(like) ? like : ImportedShow.HashedIdOf(item);
                    ids.Add(id);
                    await CreateEpisodeAsync(import, id, item, now, cancellationToken).ConfigureAwait(false);
                }
            }

            if (feed.Next is not { } next || page == MaxPages)
            {
                return guids.Count > MaxEpisodes ? $"Only {MaxEpisodes} episodes are taken over at once." : missing;
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
            using var stored = await s3().GetObjectAsync(ingestBucket, import.FeedKey, cancellationToken).ConfigureAwait(false);
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

        var (show, missing) = ImportedShow.Create(import, feed, now);
        if (feed.Artwork is not null)
        {
            try
            {
                show = show with { Artwork = await files.TakeArtworkAsync(feed.Artwork, cancellationToken).ConfigureAwait(false) };
            }
            catch (FeedException fault)
            {
                missing = $"{missing} The show's artwork could not be taken over: {fault.Message}".TrimStart();
            }
        }

        return await catalog.TryCreateShowAsync(show, cancellationToken).ConfigureAwait(false) switch
        {
            ShowCreation.Created => missing,
            ShowCreation.IdTaken => throw new FeedException($"There was a show '{import.Show}', which was deleted. Choose another id."),
            ShowCreation.CodeTaken => throw new FeedException($"The id '{import.Show}' has the same short code as another show's. Choose another id."),
        };
    }

    private async Task CreateEpisodeAsync(ShowImport import, string id, FeedDocument.Item item, long now, CancellationToken cancellationToken)
    {
        var imported = new ImportedEpisode
        {
            Import = import.Id,
            Show = import.Show,
            Id = id,
            Title = item.Fields.Title ?? item.Guid,
            Url = item.Audio ?? "",
            Artwork = item.Artwork,
            Chapters = item.Chapters,
            Transcripts = item.Transcripts,
            DurationSeconds = item.DurationSeconds,
            Size = item.AudioBytes,
            Revision = "",
            State = ImportState.Waiting,
            PurgeAt = import.PurgeAt,
            WorkAt = ImportTable.AlwaysDue,
        };
        try
        {
            if (item.Audio is null)
            {
                throw new FeedException("It has no audio: there is no enclosure with a web address.");
            }

            var (episode, missing) = ImportedShow.CreateEpisode(import, id, item, now);

            // First the import's own item, so that a second attempt tells the episode that it has made from one that was there.
            imported = imported with { Revision = episode.Recording!.Revision, Missing = missing };
            if (!await imports.TryPutAsync(imported, cancellationToken).ConfigureAwait(false)
                && await imports.FindEpisodeAsync(import.Id, imported.Id, cancellationToken).ConfigureAwait(false) is { } before)
            {
                imported = before;
                episode = episode with { Recording = episode.Recording! with { Revision = before.Revision } };
            }

            if (!await catalog.TryCreateEpisodeAsync(episode, cancellationToken).ConfigureAwait(false))
            {
                await MeetPresentAsync(imported, episode.Recording!, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FeedException fault)
        {
            await imports.TryPutFailedAsync(imported with { State = ImportState.Failed, Reason = fault.Message }, cancellationToken).ConfigureAwait(false);
        }
    }

    // What an import before this one could not fetch is tried again; what is here stays as it is.
    private async Task MeetPresentAsync(ImportedEpisode imported, Recording recording, CancellationToken cancellationToken)
    {
        var present = await catalog.FindEpisodeAsync(imported.Show, imported.Id, cancellationToken).ConfigureAwait(false);
        if (present?.Recording?.Revision == imported.Revision)
        {
            return;
        }

        if (present is { Audio: null, Recording: { Status: RecordingStatus.AwaitingUpload or RecordingStatus.Failed } former }
            && await recordings.TryBeginAsync(recording, former.Revision, present.Version, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var reason = present is null ? "It was deleted here." : null;
        await imports.EndAsync(imported.Import, imported.Id, ImportState.Present, reason, cancellationToken).ConfigureAwait(false);
    }
}
