using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>A subscriber as an item of the Subscribers table; see docs/data-model.md.</summary>
internal static class SubscriberItem
{
    public const string KeyPrefix = "SUBSCRIBER#";

    /// <summary>Attributes that a subscriber may be without; a change takes those away that it no longer has.</summary>
    public static readonly string[] Optional = ["email", "emailHash", "plan", "expiryShard", "providerOrder", "reissuedFrom", "traceparent"];

    public static string KeyOf(string id) => KeyPrefix + id;

    /// <summary>The value of <c>statusShard</c>, the partition key of <c>byStatus</c>.</summary>
    public static string StatusShard(SubscriberStatus status, string shard) => $"{StatusText.Of(status)}#{shard}";

    public static Dictionary<string, AttributeValue> From(Subscriber subscriber)
    {
        var item = Changeable(subscriber);
        item["pk"] = Text(KeyOf(subscriber.Id));
        item["createdAt"] = Number(subscriber.CreatedAt);
        item.AddText("requestHash", subscriber.RequestHash);
        return item;
    }

    /// <summary>The attributes that an update may change; of the optional ones, those that the subscriber has.</summary>
    public static Dictionary<string, AttributeValue> Changeable(Subscriber subscriber)
    {
        var shard = Shard.Of(subscriber.Id);
        var item = new Dictionary<string, AttributeValue>
        {
            ["status"] = Text(StatusText.Of(subscriber.Status)),
            ["statusShard"] = Text(StatusShard(subscriber.Status, shard)),
            ["shows"] = TextSet(subscriber.Shows),
            ["expiresAt"] = Number(subscriber.ExpiresAt),
            ["keyId"] = Text(subscriber.KeyId),
            ["tokenId"] = Text(subscriber.TokenId),
            ["tokenHash"] = Text(subscriber.TokenHash),
            ["formerTokens"] = TextList(subscriber.FormerTokens),
            ["version"] = Number(subscriber.Version),
            ["updatedAt"] = Number(subscriber.UpdatedAt),
        };
        item.AddText("email", subscriber.Email);
        item.AddText("emailHash", subscriber.Email is { } email ? EmailAddress.Hash(email) : null);
        item.AddText("plan", subscriber.Plan);
        item.AddText("expiryShard", subscriber.Status == SubscriberStatus.Active ? shard : null);
        item.AddText("providerOrder", subscriber.ProviderOrder);
        item.AddText("reissuedFrom", subscriber.ReissuedFrom);
        item.AddText("traceparent", subscriber.TraceParent);
        return item;
    }

    /// <exception cref="InvalidDataException">The item is not a subscriber.</exception>
    public static Subscriber Read(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item.GetText("pk")[KeyPrefix.Length..],
        Email = item.FindText("email"),
        Plan = item.FindText("plan"),
        Status = StatusText.ReadSubscriber(item.GetText("status")),
        Shows = item.GetTextSet("shows"),
        ExpiresAt = item.GetNumber("expiresAt"),
        KeyId = item.GetText("keyId"),
        TokenId = item.GetText("tokenId"),
        TokenHash = item.GetText("tokenHash"),
        FormerTokens = item.GetTextList("formerTokens"),
        ReissuedFrom = item.FindText("reissuedFrom"),
        Version = item.GetNumber("version"),
        CreatedAt = item.GetNumber("createdAt"),
        UpdatedAt = item.GetNumber("updatedAt"),
        RequestHash = item.FindText("requestHash"),
        ProviderOrder = item.FindText("providerOrder"),
        TraceParent = item.FindText("traceparent"),
    };
}
