using Podcast.Functions.Hosting;
using Podcast.Functions.Removals;

namespace Podcast.Functions.MediaRemoval;

/// <summary>Does removals, in an order that may break off anywhere and begin again: the objects, then the caches, then the note of it.</summary>
internal sealed class MediaRemover(
    RemovalTable removals, RemovalGuard guard, MediaStore store, EdgeCaches caches, string mediaBucket, string ingestBucket)
{
    public static MediaRemover Compose(FunctionServices services, RemovalTable removals) => new(
        removals,
        new(services.Aws.DynamoDb, services.Environment.CatalogTable),
        new(() => services.Aws.S3),
        new(() => services.Aws.CloudFront, services.Environment.DistributionId),
        services.Environment.MediaBucket,
        services.Environment.IngestBucket);

    /// <param name="claimed">The removal, which nobody else does now.</param>
    /// <param name="cancellationToken">Ends the work; the next one begins it again.</param>
    public async Task RemoveAsync(Removal claimed, CancellationToken cancellationToken)
    {
        if (await guard.IsInUseAsync(claimed, cancellationToken).ConfigureAwait(false))
        {
            await removals.DeleteAsync(claimed, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (claimed.IsErased)
        {
            await store.EraseAsync(mediaBucket, claimed.MediaPrefix, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await store.HideAsync(mediaBucket, claimed.MediaPrefix, cancellationToken).ConfigureAwait(false);
        }

        await caches.InvalidateAsync(claimed.MediaPrefix, cancellationToken).ConfigureAwait(false);
        if (claimed.IngestPrefix is { } recordings)
        {
            await store.EraseAsync(ingestBucket, recordings, cancellationToken).ConfigureAwait(false);
        }

        if (claimed.DeletedShow is { } show)
        {
            await guard.DeleteEpisodesAsync(show, cancellationToken).ConfigureAwait(false);
        }

        await removals.DeleteAsync(claimed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings back what was taken down.</summary>
    /// <param name="show">The show.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="key">The object that has to be there afterwards; null when the episode had no audio yet.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False when its time is over, and there is nothing to bring back.</returns>
    public async Task<bool> TryRestoreAsync(string show, string episode, string? key, CancellationToken cancellationToken)
    {
        var prefix = Removal.Prefix(show, episode);
        await store.RestoreAsync(mediaBucket, prefix, cancellationToken).ConfigureAwait(false);
        if (key is not null && !await store.ExistsAsync(mediaBucket, key, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // The edge may keep the response that said it was taken down.
        await caches.InvalidateAsync(prefix, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
