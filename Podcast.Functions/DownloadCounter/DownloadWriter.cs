using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Statistics;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.DownloadCounter;

/// <summary>
/// Adds what a log tells to the Statistics table. A listener's item and the counts that it raises are one transaction, on condition of the item's version: a
/// log that is read twice, or whose reading ended half-way and is begun anew, raises each count once.
/// </summary>
internal sealed class DownloadWriter(IAmazonDynamoDB dynamoDb, string statisticsTable, string catalogTable, TimeProvider time)
{
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
    private const int MostItems = 100;

    /// <summary>With its counts, a listener fits into a transaction.</summary>
    private const int MostEpisodes = MostItems - 2;

    private const int MostAttempts = 10;

    private readonly ConditionalWrites _writes = new(dynamoDb);

    /// <param name="listeners">What a log told; empty afterwards.</param>
    /// <param name="cancellationToken">Ends the writes.</param>
    /// <returns>How many downloads were counted.</returns>
    /// <exception cref="TransactionConflictException">Other invocations were at the same items each time.</exception>
    public async Task<int> WriteAsync(Dictionary<ListenerKey, ListenerDay> listeners, CancellationToken cancellationToken)
    {
        var minutes = await ReadMinutesAsync(listeners, cancellationToken).ConfigureAwait(false);
        var downloads = 0;
        var chunk = new Dictionary<ListenerKey, ListenerDay>();
        var items = 0;
        // Neighbours have counts in common.
        foreach (var (key, listener) in listeners.OrderBy(one => one.Key.Show, StringComparer.Ordinal).ThenBy(one => one.Key.Day))
        {
            while (listener.Episodes.Count > 0)
            {
                var part = listener.TakeEpisodes(MostEpisodes);
                var more = part.Episodes.Count + 2;
                if (items + more > MostItems || chunk.ContainsKey(key))
                {
                    downloads += await WriteChunkAsync(chunk, minutes, cancellationToken).ConfigureAwait(false);
                    chunk.Clear();
                    items = 0;
                }

                chunk.Add(key, part);
                items += more;
            }
        }

        listeners.Clear();
        return downloads + await WriteChunkAsync(chunk, minutes, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<(string Show, string Episode), AudioMinute>> ReadMinutesAsync(
        Dictionary<ListenerKey, ListenerDay> listeners, CancellationToken cancellationToken)
    {
        var episodes = listeners.SelectMany(one => one.Value.Episodes.Keys.Select(episode => (one.Key.Show, Episode: episode))).ToHashSet();
        var items = await BatchReader.ReadAsync(
            dynamoDb, catalogTable, episodes.Select(one => RecordingItems.Key(one.Show, one.Episode)), consistent: false, time, cancellationToken).ConfigureAwait(false);
        return items
            .Where(item => !CatalogItems.IsDeleted(item))
            .Select(CatalogItems.ReadEpisodeState)
            .ToDictionary(episode => (episode.Show, episode.Id), episode => AudioMinute.Of(episode.Audio));
    }

    private async Task<int> WriteChunkAsync(
        Dictionary<ListenerKey, ListenerDay> chunk, Dictionary<(string Show, string Episode), AudioMinute> minutes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; chunk.Count > 0; attempt++)
        {
            var (items, downloads) = await PrepareAsync(chunk, minutes, cancellationToken).ConfigureAwait(false);
            if (items.Count == 0 || (await _writes.TryWriteAsync(items, cancellationToken).ConfigureAwait(false)).IsWritten)
            {
                return downloads;
            }

            if (attempt == MostAttempts)
            {
                throw new TransactionConflictException($"Others wrote the same listeners in each of {MostAttempts} attempts.");
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private async Task<(List<TransactWriteItem> Items, int Downloads)> PrepareAsync(
        Dictionary<ListenerKey, ListenerDay> chunk, Dictionary<(string Show, string Episode), AudioMinute> minutes, CancellationToken cancellationToken)
    {
        var known = (await BatchReader.ReadAsync(
                dynamoDb, statisticsTable, chunk.Keys.Select(key => StatisticsItems.ListenerKey(key.Day, key.Show, key.Listener)), consistent: true, time, cancellationToken).ConfigureAwait(false))
            .ToDictionary(item => item.GetText("pk"), StringComparer.Ordinal);
        var items = new List<TransactWriteItem>();
        var downloads = new Dictionary<(string Show, DateOnly Day, string Episode, string App), int>();
        var sharing = new Dictionary<(string Show, DateOnly Day), int>();
        foreach (var (key, news) in chunk)
        {
            var listener = ListenerDay.Read(known.GetValueOrDefault(StatisticsItems.ListenerKey(key.Day, key.Show, key.Listener)["pk"].S));
            var (before, wasShared) = (listener.Describe(), listener.IsShared);
            foreach (var (episode, app) in listener.Add(news, episode => minutes.GetValueOrDefault((key.Show, episode), AudioMinute.Standard)))
            {
                downloads[(key.Show, key.Day, episode, app)] = downloads.GetValueOrDefault((key.Show, key.Day, episode, app)) + 1;
            }

            if (listener.IsShared && !wasShared)
            {
                sharing[(key.Show, key.Day)] = sharing.GetValueOrDefault((key.Show, key.Day)) + 1;
            }

            if (listener.Describe() != before)
            {
                items.Add(new() { Put = ToPut(key, listener) });
            }
        }

        items.AddRange(downloads.Select(one => Raise(
            StatisticsItems.DownloadsKey(one.Key.Show, one.Key.Day, one.Key.Episode, one.Key.App), "downloads", one.Value)));
        items.AddRange(sharing.Select(one => Raise(StatisticsItems.SharingKey(one.Key.Show, one.Key.Day), "listeners", one.Value)));
        return (items, downloads.Values.Sum());
    }

    private Put ToPut(ListenerKey key, ListenerDay listener)
    {
        var put = new Put
        {
            TableName = statisticsTable,
            Item = listener.ToItem(key, new DateTimeOffset(key.Day.AddDays(CountedDays.Kept), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds()),
            ConditionExpression = "attribute_not_exists(pk)",
        };
        if (listener.Version > 0)
        {
            put.ConditionExpression = "#version = :read";
            put.ExpressionAttributeNames = new() { ["#version"] = "version" };
            put.ExpressionAttributeValues = new() { [":read"] = Number(listener.Version) };
        }

        return put;
    }

    private TransactWriteItem Raise(Dictionary<string, AttributeValue> key, string attribute, int by) => new()
    {
        Update = new()
        {
            TableName = statisticsTable,
            Key = key,
            UpdateExpression = "SET #count = if_not_exists(#count, :none) + :more",
            ExpressionAttributeNames = new() { ["#count"] = attribute },
            ExpressionAttributeValues = new() { [":none"] = Number(0L), [":more"] = Number((long)by) },
        },
    };
}
