using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Payment providers in the Subscribers table; see docs/data-model.md.</summary>
internal sealed class ProviderTable(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const string KeyPrefix = "PROVIDER#";

    private readonly ConditionalWrites _writes = new(dynamoDb);

    public async Task<Provider?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(name), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? Read(item) : null;
    }

    /// <summary>Writes what follows the version before <paramref name="provider"/>'s; version 1 is new.</summary>
    /// <returns>False when somebody else wrote that version.</returns>
    public Task<bool> TryWriteAsync(Provider provider, CancellationToken cancellationToken)
    {
        var put = new PutItemRequest { TableName = tableName, Item = From(provider), ConditionExpression = "attribute_not_exists(pk)" };
        if (provider.Version > 1)
        {
            put.ConditionExpression = "#version = :readVersion";
            put.ExpressionAttributeNames = new() { ["#version"] = "version" };
            put.ExpressionAttributeValues = new() { [":readVersion"] = Number(provider.Version - 1) };
        }

        return _writes.TryPutAsync(put, cancellationToken);
    }

    /// <returns>False when somebody else changed it since <paramref name="read"/>.</returns>
    public Task<bool> TryDeleteAsync(Provider read, CancellationToken cancellationToken) => _writes.TryDeleteAsync(
        new()
        {
            TableName = tableName,
            Key = Key(read.Name),
            ConditionExpression = "#version = :readVersion",
            ExpressionAttributeNames = new() { ["#version"] = "version" },
            ExpressionAttributeValues = new() { [":readVersion"] = Number(read.Version) },
        },
        cancellationToken);

    private static Dictionary<string, AttributeValue> Key(string name) => new() { ["pk"] = Text(KeyPrefix + name) };

    private static Dictionary<string, AttributeValue> From(Provider provider)
    {
        var item = Key(provider.Name);
        item["scheme"] = Text(WebhookSchemeText.Of(provider.Scheme));
        item["secrets"] = TextList(provider.Secrets);
        item["plans"] = new()
        {
            M = provider.Plans.ToDictionary(
                plan => plan.Key,
                plan => new AttributeValue { M = new() { ["plan"] = Text(plan.Value.Plan), ["shows"] = TextSet(plan.Value.Shows) } }),
        };
        item["graceSeconds"] = Number(provider.GraceSeconds);
        item["version"] = Number(provider.Version);
        item["updatedAt"] = Number(provider.UpdatedAt);
        return item;
    }

    private static Provider Read(Dictionary<string, AttributeValue> item) => new()
    {
        Name = item.GetText("pk")[KeyPrefix.Length..],

        // Before there were others, all were Stripe's.
        Scheme = item.FindText("scheme") is not { } scheme ? WebhookScheme.Stripe
            : WebhookSchemeText.Read(scheme) ?? throw new InvalidDataException("The item's attribute 'scheme' is not a scheme."),
        Secrets = item.GetTextList("secrets"),
        Plans = item["plans"].M.ToDictionary(
            plan => plan.Key, plan => new ProviderPlan(plan.Value.M.GetText("plan"), plan.Value.M.GetTextSet("shows")), StringComparer.Ordinal),
        GraceSeconds = item.GetNumber("graceSeconds"),
        Version = item.GetNumber("version"),
        UpdatedAt = item.GetNumber("updatedAt"),
    };
}
