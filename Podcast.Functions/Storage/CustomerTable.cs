using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>
/// Customers of payment providers in the Subscribers table; see docs/data-model.md. Events of a customer's address and of the subscriptions come in
/// any order: the writer of one half reads the other afterwards, so that the later writer sees both.
/// </summary>
internal sealed class CustomerTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private const string KeyPrefix = "CUSTOMER#";
    private const int MaxAttempts = 4;

    /// <summary>How long the address of somebody who subscribes to nothing is kept.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly ConditionalWrites _writes = new(dynamoDb);

    public static string KeyOf(string provider, string customer) =>
        KeyPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(provider + "\n" + customer)))[..32];

    /// <returns>Null when nothing is known of the customer.</returns>
    public async Task<Customer?> FindAsync(string provider, string customer, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(provider, customer), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? new(item.FindText("email"), item.FindText("subscriber")) : null;
    }

    /// <summary>Keeps the address, unless a newer event told one.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="customer">The provider's id of the customer.</param>
    /// <param name="email">The address.</param>
    /// <param name="order">Sorts like the events.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The customer as it is now; null when a newer event told the address before.</returns>
    public async Task<Customer?> TellAsync(string provider, string customer, string email, string order, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            // Of whom nobody is a subscriber, the address goes after a while.
            var known = await FindAsync(provider, customer, cancellationToken).ConfigureAwait(false);
            var isLinked = known?.Subscriber is not null;
            var values = new Dictionary<string, AttributeValue> { [":email"] = Text(email), [":order"] = Text(order) };
            if (!isLinked)
            {
                values[":purgeAt"] = Number((time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
            }

            var isWritten = await _writes.TryUpdateAsync(
                new()
                {
                    TableName = tableName,
                    Key = Key(provider, customer),
                    UpdateExpression = "SET email = :email, emailOrder = :order" + (isLinked ? "" : ", purgeAt = :purgeAt"),
                    ConditionExpression = (isLinked ? "attribute_exists(subscriber)" : "attribute_not_exists(subscriber)")
                        + " AND (attribute_not_exists(emailOrder) OR emailOrder < :order)",
                    ExpressionAttributeValues = values,
                },
                cancellationToken).ConfigureAwait(false);
            var now = await FindAsync(provider, customer, cancellationToken).ConfigureAwait(false);
            if (isWritten || (now?.Subscriber is not null) == isLinked)
            {
                return isWritten ? now : null;
            }
        }

        throw new TransactionConflictException("The customer kept changing.");
    }

    /// <summary>Says whose the customer's subscriptions are.</summary>
    /// <returns>The customer as it is now; null when there is no such subscriber any more.</returns>
    public async Task<Customer?> LinkAsync(string provider, string customer, string subscriberId, CancellationToken cancellationToken)
    {
        var result = await _writes.TryWriteAsync(
            [
                new()
                {
                    Update = new()
                    {
                        TableName = tableName,
                        Key = Key(provider, customer),
                        UpdateExpression = "SET subscriber = :subscriber REMOVE purgeAt",
                        ExpressionAttributeValues = new() { [":subscriber"] = Text(subscriberId) },
                    },
                },
                new()
                {
                    ConditionCheck = new()
                    {
                        TableName = tableName,
                        Key = new() { ["pk"] = Text(SubscriberItem.KeyOf(subscriberId)) },
                        ConditionExpression = "attribute_exists(pk)",
                    },
                },
            ],
            cancellationToken).ConfigureAwait(false);
        return result.IsWritten ? await FindAsync(provider, customer, cancellationToken).ConfigureAwait(false)
            : result.Failed(1) ? null
            : throw new TransactionConflictException("Another event of the same customer is being processed.");
    }

    private static Dictionary<string, AttributeValue> Key(string provider, string customer) => new() { ["pk"] = Text(KeyOf(provider, customer)) };
}
