using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Signing keys in the Subscribers table. A key that was read is good for <see cref="CacheTime"/>.</summary>
internal sealed class SigningKeyTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>How long after its revocation a key may still be taken for good, by functions; the edge learns it by the stream.</summary>
    public static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(5);

    /// <summary>How long the absence of a key is cached: while the edge checks no signature, anybody can make the function look up any key id.</summary>
    public static readonly TimeSpan UnknownTime = TimeSpan.FromSeconds(2);

    private const int MaxAttempts = 5;

    private readonly ConditionalWrites _writes = new(dynamoDb);

    // Key ids have two characters, so there is a bound to what is kept.
    private readonly ConcurrentDictionary<string, (SigningKey Key, DateTimeOffset ReadAt)> _cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unknown = new(StringComparer.Ordinal);

    /// <returns>Null when there is none; that too is remembered, for <see cref="UnknownTime"/>.</returns>
    public async Task<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_unknown.TryGetValue(id, out var readAt) && now - readAt < UnknownTime)
        {
            return null;
        }

        var key = await FindKnownAsync(id, cancellationToken).ConfigureAwait(false);
        if (key is null)
        {
            _unknown[id] = now;
        }

        return key;
    }

    /// <summary>The key for new tokens; null before the first one is made.</summary>
    public Task<SigningKey?> FindCurrentAsync(CancellationToken cancellationToken) => ReadCurrentAsync(cancellationToken);

    /// <summary>The key for new tokens. The first call in the life of a system creates it; of calls at once, all get the same.</summary>
    public async Task<SigningKey> GetOrCreateCurrentAsync(string? traceParent, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var key = await ReadCurrentAsync(cancellationToken).ConfigureAwait(false)
                ?? await TryCreateFirstAsync(traceParent, cancellationToken).ConfigureAwait(false);
            if (key is not null)
            {
                return key;
            }

            // Somebody else is creating it at this moment.
            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new InvalidDataException($"The signing key that {SigningKeyItem.CurrentKey} should name can be neither read nor created.");
    }

    private Task<SigningKey?> FindKnownAsync(string id, CancellationToken cancellationToken) =>
        FromCacheAsync(id, () => ReadAsync(id, cancellationToken));

    private async Task<SigningKey?> FromCacheAsync(string cacheKey, Func<Task<SigningKey?>> read)
    {
        var now = time.GetUtcNow();
        if (_cache.TryGetValue(cacheKey, out var cached) && now - cached.ReadAt < CacheTime)
        {
            return cached.Key;
        }

        var key = await read().ConfigureAwait(false);
        if (key is not null)
        {
            _cache[cacheKey] = (key, now);
        }

        return key;
    }

    // Which key is the current one is read every time: a token under a key that was just revoked would be refused. The key itself may be older,
    // as no key becomes current a second time.
    private async Task<SigningKey?> ReadCurrentAsync(CancellationToken cancellationToken) =>
        await GetItemAsync(SigningKeyItem.CurrentKey, cancellationToken).ConfigureAwait(false) is { } current
            ? await FindKnownAsync(current.GetText("keyId"), cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<SigningKey?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await GetItemAsync(SigningKeyItem.KeyOf(id), cancellationToken).ConfigureAwait(false) is { } item
            ? SigningKeyItem.Read(item)
            : null;

    private async Task<Dictionary<string, AttributeValue>?> GetItemAsync(string key, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = new() { ["pk"] = Text(key) }, ConsistentRead = true },
            cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    /// <returns>Null when another caller was first.</returns>
    private async Task<SigningKey?> TryCreateFirstAsync(string? traceParent, CancellationToken cancellationToken)
    {
        var key = SigningKey.Create(SigningKey.FirstId, time.GetUtcNow().ToUnixTimeSeconds());
        var result = await _writes.TryWriteAsync(
            [
                PutNew(SigningKeyItem.From(key, traceParent)),
                PutNew(new() { ["pk"] = Text(SigningKeyItem.CurrentKey), ["keyId"] = Text(key.Id), ["version"] = Number(1L) }),
            ],
            cancellationToken).ConfigureAwait(false);
        return result.IsWritten ? key : null;
    }

    private TransactWriteItem PutNew(Dictionary<string, AttributeValue> item) => new()
    {
        Put = new() { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" },
    };
}
