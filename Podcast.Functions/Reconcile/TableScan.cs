using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Reconcile;

/// <summary>Reads the whole Subscribers table, in segments that can be read at the same time.</summary>
/// <param name="dynamoDb">The database.</param>
/// <param name="tableName">The Subscribers table.</param>
/// <param name="pageSize">Items of a page; null for DynamoDB's 1 MB.</param>
internal sealed class TableScan(IAmazonDynamoDB dynamoDb, string tableName, int? pageSize = null)
{
    public const int Segments = 4;

    /// <param name="segment">0 to 3.</param>
    /// <param name="after">The key at which the page before ended; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The items, without what identifies a person, and the key at which the page ends; null for the last page.</returns>
    public async Task<(IReadOnlyList<Dictionary<string, AttributeValue>> Items, string? Last)> ReadAsync(
        int segment, string? after, CancellationToken cancellationToken)
    {
        var request = new ScanRequest
        {
            TableName = tableName,
            Segment = segment,
            TotalSegments = Segments,
            ConsistentRead = true,
            ProjectionExpression = "pk, secret, #status, subscriptions, mergedInto, shows, expiresAt, keyId, tokenId, tokenHash, formerTokens, #version, createdAt, updatedAt",
            ExpressionAttributeNames = new() { ["#status"] = "status", ["#version"] = "version" },
            ExclusiveStartKey = after is null ? null : new() { ["pk"] = Text(after) },
        };
        if (pageSize is { } limit)
        {
            request.Limit = limit;
        }

        var response = await dynamoDb.ScanAsync(request, cancellationToken).ConfigureAwait(false);
        return (response.Items ?? [], response.LastEvaluatedKey is { Count: > 0 } last ? last.GetText("pk") : null);
    }
}
