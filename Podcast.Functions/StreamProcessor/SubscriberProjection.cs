using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.StreamProcessor;

/// <summary>Reads what items are now, and tells what the store should hold because of them.</summary>
internal sealed class SubscriberProjection(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The operations for each change, in the same order; an <see cref="InvalidDataException"/> for an item that makes no sense.</summary>
    public async Task<IReadOnlyList<Projection>> ReadAsync(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken)
    {
        var items = await BatchReader.ReadAsync(
            dynamoDb,
            tableName,
            changes.Select(change => new Dictionary<string, AttributeValue> { ["pk"] = Text(change.ItemKey) }),
            consistent: true,
            time,
            cancellationToken).ConfigureAwait(false);
        var byKey = items.ToDictionary(item => item.GetText("pk"), StringComparer.Ordinal);
        return [.. changes.Select(change => Project(change, byKey.GetValueOrDefault(change.ItemKey)))];
    }

    private Projection Project(ItemChange change, Dictionary<string, AttributeValue>? item)
    {
        try
        {
            var isSigningKey = change.ItemKey.StartsWith(SigningKeyItem.KeyPrefix, StringComparison.Ordinal);
            var wanted = item is null ? Nothing
                : isSigningKey ? StoreProjection.Of(SigningKeyItem.Read(item))
                : StoreProjection.Of(SubscriberItem.Read(item), time.GetUtcNow());
            return new(
                change,
                [
                    .. change.StoreKeys.Union(wanted.Keys, StringComparer.Ordinal)
                        .Select(key => new StoreOperation(key, wanted.GetValueOrDefault(key), MayBeLeftOut: !isSigningKey)),
                ],
                null);
        }
        catch (InvalidDataException invalid)
        {
            return new(change, [], invalid);
        }
    }
}
