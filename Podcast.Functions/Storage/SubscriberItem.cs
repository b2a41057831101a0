using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>A subscriber as an item of the Subscribers table; see docs/data-model.md.</summary>
internal static class SubscriberItem
{
    public const string KeyPrefix = "SUBSCRIBER#";

    private const int ExpiryShards = 32;

    public static string KeyOf(string id) => KeyPrefix + id;

    public static Dictionary<string, AttributeValue> From(Subscriber subscriber)
    {
        var item = Changeable(subscriber);
        item["pk"] = Text(KeyOf(subscriber.Id));
        item["email"] = Text(subscriber.Email);
        item["createdAt"] = Number(subscriber.CreatedAt);
        return item;
    }

    /// <summary>The attributes that an update may change; of the optional ones, those that the subscriber has.</summary>
    public static Dictionary<string, AttributeValue> Changeable(Subscriber subscriber)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            ["status"] = Text(subscriber.Status == SubscriberStatus.Active ? "active" : "revoked"),
            ["shows"] = TextSet(subscriber.Shows),
            ["expiresAt"] = Number(subscriber.ExpiresAt),
            ["keyId"] = Text(subscriber.KeyId),
            ["tokenId"] = Text(subscriber.TokenId),
            ["tokenHash"] = Text(subscriber.TokenHash),
            ["formerTokens"] = TextList(subscriber.FormerTokens),
            ["version"] = Number(subscriber.Version),
            ["updatedAt"] = Number(subscriber.UpdatedAt),
        };
        if (subscriber.Status == SubscriberStatus.Active)
        {
            item["expiryShard"] = Text(ExpiryShard(subscriber.Id));
        }

        if (subscriber.TraceParent is { } traceParent)
        {
            item["traceparent"] = Text(traceParent);
        }

        return item;
    }

    /// <exception cref="InvalidDataException">The item is not a subscriber.</exception>
    public static Subscriber Read(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item.GetText("pk")[KeyPrefix.Length..],
        Email = item.GetText("email"),
        Status = item.GetText("status") switch
        {
            "active" => SubscriberStatus.Active,
            "revoked" => SubscriberStatus.Revoked,
            _ => throw new InvalidDataException("The item's attribute 'status' is neither 'active' nor 'revoked'."),
        },
        Shows = item.GetTextSet("shows"),
        ExpiresAt = item.GetNumber("expiresAt"),
        KeyId = item.GetText("keyId"),
        TokenId = item.GetText("tokenId"),
        TokenHash = item.GetText("tokenHash"),
        FormerTokens = item.GetTextList("formerTokens"),
        Version = item.GetNumber("version"),
        CreatedAt = item.GetNumber("createdAt"),
        UpdatedAt = item.GetNumber("updatedAt"),
        TraceParent = item.FindText("traceparent"),
    };

    private static string ExpiryShard(string id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), digest);
        return (digest[0] % ExpiryShards).ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
    }
}
