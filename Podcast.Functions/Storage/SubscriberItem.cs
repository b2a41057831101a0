using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>A subscriber as an item of the Subscribers table; see docs/data-model.md.</summary>
internal static class SubscriberItem
{
    public const string KeyPrefix = "SUBSCRIBER#";

    /// <summary>In place of a status: its subscriptions are another subscriber's now.</summary>
    private const string MergedStatus = "merged";

    /// <summary>
    /// Attributes that a subscriber may be without; a change takes those away that it no longer has, and those of items that were written before
    /// a subscriber could have several subscriptions.
    /// </summary>
    public static readonly string[] Optional =
        ["email", "emailHash", "formerId", "expiryShard", "merged", "reissuedFrom", "traceparent", "plan", "providerOrder", "requestHash"];

    public static string KeyOf(string id) => KeyPrefix + id;

    /// <summary>The value of <c>statusShard</c>, the partition key of <c>byStatus</c>.</summary>
    public static string StatusShard(SubscriberStatus status, string shard) => $"{StatusText.Of(status)}#{shard}";

    /// <summary>True for an item that was written before a subscriber could have several subscriptions.</summary>
    public static bool IsFormer(Dictionary<string, AttributeValue> item) => !item.ContainsKey("subscriptions") && !item.ContainsKey("mergedInto");

    public static Dictionary<string, AttributeValue> From(Subscriber subscriber)
    {
        var item = Changeable(subscriber);
        item["pk"] = Text(KeyOf(subscriber.Id));
        item["createdAt"] = Number(subscriber.CreatedAt);
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
            ["subscriptions"] = new() { L = [.. subscriber.Subscriptions.Select(From)] },
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
        item.AddText("formerId", subscriber.FormerId);
        item.AddText("expiryShard", subscriber.Status == SubscriberStatus.Active ? shard : null);
        item.AddText("reissuedFrom", subscriber.ReissuedFrom);
        item.AddText("traceparent", subscriber.TraceParent);
        if (subscriber.Merged.Count > 0)
        {
            item["merged"] = TextSet(subscriber.Merged);
        }

        return item;
    }

    /// <summary>What is left of a subscriber whose subscriptions went to another: its tokens, which say that there is a new address.</summary>
    public static Dictionary<string, AttributeValue> FromMerged(Subscriber subscriber, string into, long now)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = Text(KeyOf(subscriber.Id)),
            ["status"] = Text(MergedStatus),
            ["mergedInto"] = Text(into),
            ["tokenHash"] = Text(subscriber.TokenHash),
            ["formerTokens"] = TextList(subscriber.FormerTokens),
            ["version"] = Number(subscriber.Version + 1),
            ["createdAt"] = Number(subscriber.CreatedAt),
            ["updatedAt"] = Number(now),
        };
        item.AddText("traceparent", subscriber.TraceParent);
        return item;
    }

    /// <exception cref="InvalidDataException">The item is not a subscriber.</exception>
    public static Subscriber Read(Dictionary<string, AttributeValue> item)
    {
        var into = item.FindText("mergedInto");
        IReadOnlyList<Subscription> subscriptions = into is not null ? [] : IsFormer(item) ? [ReadFormer(item)] : [.. (item["subscriptions"].L ?? []).Select(Read)];
        if (into is null && subscriptions.Count == 0)
        {
            throw new InvalidDataException("The item's attribute 'subscriptions' is empty or of another type.");
        }

        return new()
        {
            Id = item.GetText("pk")[KeyPrefix.Length..],
            Email = item.FindText("email"),
            FormerId = item.FindText("formerId"),
            Subscriptions = subscriptions,
            HasLapsed = into is null && StatusText.ReadSubscriber(item.GetText("status")) == SubscriberStatus.Lapsed,
            KeyId = into is null ? item.GetText("keyId") : "",
            TokenId = into is null ? item.GetText("tokenId") : "",
            TokenHash = item.GetText("tokenHash"),
            FormerTokens = item.GetTextList("formerTokens"),
            ReissuedFrom = item.FindText("reissuedFrom"),
            Merged = item.GetTextSet("merged"),
            MergedInto = into,
            Version = item.GetNumber("version"),
            CreatedAt = item.GetNumber("createdAt"),
            UpdatedAt = item.GetNumber("updatedAt"),
            TraceParent = item.FindText("traceparent"),
        };
    }

    private static AttributeValue From(Subscription subscription)
    {
        var fields = new Dictionary<string, AttributeValue>
        {
            ["id"] = Text(subscription.Id),
            ["shows"] = TextSet(subscription.Shows),
            ["expiresAt"] = Number(subscription.ExpiresAt),
            ["createdAt"] = Number(subscription.CreatedAt),
        };
        fields.AddText("plan", subscription.Plan);
        fields.AddText("provider", subscription.Provider);
        fields.AddText("customer", subscription.Customer);
        fields.AddText("providerOrder", subscription.ProviderOrder);
        fields.AddText("requestHash", subscription.RequestHash);
        if (subscription.IsRevoked)
        {
            fields["revoked"] = new() { BOOL = true };
        }

        if (subscription.HasFailedPayment)
        {
            fields["paymentFailed"] = new() { BOOL = true };
        }

        return new() { M = fields };
    }

    private static Subscription Read(AttributeValue value)
    {
        var fields = value.M ?? throw new InvalidDataException("The item's attribute 'subscriptions' is not a list of maps.");
        return new()
        {
            Id = fields.GetText("id"),
            Plan = fields.FindText("plan"),
            Shows = fields.GetTextSet("shows"),
            ExpiresAt = fields.GetNumber("expiresAt"),
            IsRevoked = fields.TryGetValue("revoked", out var revoked) && revoked.BOOL == true,
            HasFailedPayment = fields.TryGetValue("paymentFailed", out var failed) && failed.BOOL == true,
            Provider = fields.FindText("provider"),
            Customer = fields.FindText("customer"),
            ProviderOrder = fields.FindText("providerOrder"),
            RequestHash = fields.FindText("requestHash"),
            CreatedAt = fields.GetNumber("createdAt"),
        };
    }

    // The subscription was the subscriber, and called like it.
    private static Subscription ReadFormer(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item.GetText("pk")[KeyPrefix.Length..],
        Plan = item.FindText("plan"),
        Shows = item.GetTextSet("shows"),
        ExpiresAt = item.GetNumber("expiresAt"),
        IsRevoked = StatusText.ReadSubscriber(item.GetText("status")) == SubscriberStatus.Revoked,
        ProviderOrder = item.FindText("providerOrder"),
        RequestHash = item.FindText("requestHash"),
        CreatedAt = item.GetNumber("createdAt"),
    };
}
