using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;

namespace Podcast.Functions.EdgeStore;

/// <summary>
/// Finds what a full store can do without: first what ended, then what is of use for the shortest time. The store has no query for
/// either, so its pages are read in turn, as a clock's hand goes round; keys are hashes, so a page is a fair sample.
/// </summary>
internal sealed class StoreRoom(IAmazonCloudFrontKeyValueStore client, string storeArn, TimeProvider time)
{
    /// <summary>How many pages of <see cref="StoreChunk.MaxKeys"/> are read for one write.</summary>
    private const int MaxPages = 8;

    private string? _hand;

    /// <param name="needed">Bytes that have to become free.</param>
    /// <param name="incoming">What is about to be written; each of it may be left out instead.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>
    /// Keys to take out, and keys of <paramref name="incoming"/> not to write. Fewer than needed when a round found no more.
    /// </returns>
    public async Task<(IReadOnlyList<string> Evicted, IReadOnlySet<string> LeftOut)> MakeAsync(
        long needed, IReadOnlyList<StoreEntry> incoming, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var own = incoming.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var evicted = new List<string>();
        var running = new List<(StoreEntry Entry, long UsefulUntil)>();
        var free = 0L;
        for (var page = 0; page < MaxPages && free < needed; page++)
        {
            foreach (var entry in await NextPageAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!entry.IsAccess || own.Contains(entry.Key))
                {
                    continue;
                }

                var usefulUntil = StoreEntry.UsefulUntil(entry.Value, now);
                if (usefulUntil == 0)
                {
                    evicted.Add(entry.Key);
                    free += entry.Bytes;
                }
                else
                {
                    running.Add((entry, usefulUntil));
                }
            }

            if (_hand is null)
            {
                break;
            }
        }

        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        var candidates = running.Concat(incoming.Select(entry => (Entry: entry, UsefulUntil: StoreEntry.UsefulUntil(entry.Value, now))))
            .OrderBy(candidate => candidate.UsefulUntil);
        foreach (var (entry, _) in candidates)
        {
            if (free >= needed)
            {
                break;
            }

            free += entry.Bytes;
            if (own.Contains(entry.Key))
            {
                leftOut.Add(entry.Key);
            }
            else
            {
                evicted.Add(entry.Key);
            }
        }

        return (evicted, leftOut);
    }

    private async Task<IEnumerable<StoreEntry>> NextPageAsync(CancellationToken cancellationToken)
    {
        var request = new ListKeysRequest { KvsARN = storeArn, MaxResults = StoreChunk.MaxKeys, NextToken = _hand };
        try
        {
            var response = await client.ListKeysAsync(request, cancellationToken).ConfigureAwait(false);
            _hand = string.IsNullOrEmpty(response.NextToken) ? null : response.NextToken;
            return (response.Items ?? []).Select(item => new StoreEntry(item.Key, item.Value));
        }
        catch (ValidationException) when (_hand is not null)
        {
            // A token that is too old; the next round begins at the start.
            _hand = null;
            return [];
        }
    }
}
