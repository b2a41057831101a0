using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Reads all signing keys, and writes what changes of them in one transaction: there is always one key for new tokens.</summary>
internal sealed class SigningKeyChanges(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private readonly ConditionalWrites _writes = new(dynamoDb);

    public async Task<SigningKeyState> ReadAsync(CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(SigningKeyItem.CurrentKey), ConsistentRead = true },
            cancellationToken).ConfigureAwait(false);
        if (response.Item is not { Count: > 0 } current)
        {
            return new(null, 0, []);
        }

        // Ids count up, so the current one names them all.
        var currentId = current.GetText("keyId");
        var items = await BatchReader.ReadAsync(
            dynamoDb,
            tableName,
            SigningKeyId.UpTo(currentId).Select(id => Key(SigningKeyItem.KeyOf(id))),
            consistent: true,
            time,
            cancellationToken).ConfigureAwait(false);
        return new(
            currentId,
            current.GetNumber("version"),
            [.. items.Select(SigningKeyItem.Read).OrderBy(key => key.Id, StringComparer.Ordinal)]);
    }

    /// <summary>Makes a new key the current one; the former becomes <paramref name="former"/>.</summary>
    /// <returns>The new key; null when somebody else changed the keys since <paramref name="read"/>.</returns>
    public async Task<SigningKey?> TryRotateAsync(SigningKeyState read, SigningKeyStatus former, CancellationToken cancellationToken)
    {
        var next = SigningKey.Create(
            read.CurrentId is null ? SigningKey.FirstId : SigningKeyId.After(read.CurrentId), time.GetUtcNow().ToUnixTimeSeconds());
        var current = new Dictionary<string, AttributeValue>
        {
            ["pk"] = Text(SigningKeyItem.CurrentKey),
            ["keyId"] = Text(next.Id),
            ["version"] = Number(read.CurrentVersion + 1),
        };
        List<Put> puts = [PutNew(SigningKeyItem.From(next, Activity.Current?.Id))];
        if (read.CurrentId is { } formerId && read.Find(formerId) is { } formerKey)
        {
            puts.Add(PutOver(current, read.CurrentVersion));
            puts.Add(PutOver(SigningKeyItem.From(formerKey.As(former), Activity.Current?.Id), formerKey.Version));
        }
        else
        {
            puts.Add(PutNew(current));
        }

        return await TryWriteAsync(puts, cancellationToken).ConfigureAwait(false) ? next : null;
    }

    /// <returns>False when somebody else changed the key since it was read.</returns>
    public Task<bool> TryChangeAsync(SigningKey read, SigningKeyStatus status, CancellationToken cancellationToken) =>
        TryWriteAsync([PutOver(SigningKeyItem.From(read.As(status), Activity.Current?.Id), read.Version)], cancellationToken);

    private async Task<bool> TryWriteAsync(IEnumerable<Put> puts, CancellationToken cancellationToken) =>
        (await _writes.TryWriteAsync([.. puts.Select(put => new TransactWriteItem { Put = put })], cancellationToken).ConfigureAwait(false)).IsWritten;

    private Put PutNew(Dictionary<string, AttributeValue> item) =>
        new() { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" };

    private Put PutOver(Dictionary<string, AttributeValue> item, long readVersion) => new()
    {
        TableName = tableName,
        Item = item,
        ConditionExpression = "#version = :readVersion",
        ExpressionAttributeNames = new() { ["#version"] = "version" },
        ExpressionAttributeValues = new() { [":readVersion"] = Number(readVersion) },
    };

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = Text(key) };
}
