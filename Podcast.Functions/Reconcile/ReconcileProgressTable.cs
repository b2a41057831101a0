using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Reconcile;

/// <summary>
/// Keeps the progress of a comparison between two runs: items of the Subscribers table that the stream processor passes by. Parts come first and
/// the item that names them last, so there is a whole progress or none.
/// </summary>
internal sealed class ReconcileProgressTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    public const string HeadKey = "RECONCILE#PROGRESS";

    /// <summary>Under the 400 KB of an item.</summary>
    private const int PartBytes = 300_000;

    /// <summary>A comparison that was interrupted for longer starts from the beginning. Two nightly runs may begin 25 hours apart.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(2);

    /// <returns>Null when there is none to go on with.</returns>
    public async Task<ReconcileProgress?> TakeAsync(CancellationToken cancellationToken)
    {
        if (await GetAsync(HeadKey, cancellationToken).ConfigureAwait(false) is not { } head
            || head.GetNumber("purgeAt") <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            return null;
        }

        var unclaimed = new HashSet<string>(StringComparer.Ordinal);
        for (var part = 0; part < head.GetNumber("parts"); part++)
        {
            var key = PartKey(head.GetText("run"), part);
            if (await GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } item)
            {
                return null;
            }

            unclaimed.UnionWith(Encoding.UTF8.GetString(item["keys"].B.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        // A concurrent run starts from the beginning; that costs time and changes nothing.
        await dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = tableName, Key = Key(HeadKey) }, cancellationToken).ConfigureAwait(false);
        return new([.. (head["after"].L ?? []).Select(value => value.S)], unclaimed);
    }

    public async Task SaveAsync(ReconcileProgress progress, CancellationToken cancellationToken)
    {
        var run = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var purgeAt = Number((time.GetUtcNow() + MaxAge).ToUnixTimeSeconds());
        var parts = 0;
        var text = new StringBuilder();
        foreach (var key in progress.Unclaimed)
        {
            text.Append(key).Append('\n');
            if (text.Length >= PartBytes)
            {
                await PutPartAsync().ConfigureAwait(false);
            }
        }

        if (text.Length > 0)
        {
            await PutPartAsync().ConfigureAwait(false);
        }

        await PutAsync(new()
        {
            ["pk"] = Text(HeadKey),
            ["run"] = Text(run),
            ["parts"] = Number((long)parts),
            ["after"] = new() { L = [.. progress.After.Select(key => key is null ? new AttributeValue { NULL = true } : Text(key))] },
            ["purgeAt"] = purgeAt,
        }).ConfigureAwait(false);

        async Task PutPartAsync()
        {
            await PutAsync(new()
            {
                ["pk"] = Text(PartKey(run, parts++)),
                ["keys"] = new() { B = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())) },
                ["purgeAt"] = purgeAt,
            }).ConfigureAwait(false);
            text.Clear();
        }

        Task PutAsync(Dictionary<string, AttributeValue> item) =>
            dynamoDb.PutItemAsync(new PutItemRequest { TableName = tableName, Item = item }, cancellationToken);
    }

    private static string PartKey(string run, int part) => $"{HeadKey}#{run}#{part}";

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = Text(key) };

    private async Task<Dictionary<string, AttributeValue>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(key), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item : null;
    }
}
