using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Tests.Unit.Functions.Storage;

public sealed class SubscriberItemTests
{
    private static readonly Subscription Paid = new()
    {
        Id = "a",
        Plan = "gold",
        Shows = ["news", "sport"],
        ExpiresAt = 900,
        Provider = "stripe",
        Customer = "cus",
        ProviderOrder = "1",
        RequestHash = "hash",
        CreatedAt = 1,
    };

    private static readonly Subscriber Full = new()
    {
        Id = "s1",
        Email = "listener@example.com",
        FormerId = "17",
        Subscriptions = [Paid, new() { Id = "b", Shows = ["talk"], ExpiresAt = 800, CreatedAt = 2, IsRevoked = true, HasFailedPayment = true }],
        KeyId = "01",
        TokenId = "id",
        TokenHash = "hash",
        FormerTokens = ["older"],
        ReissuedFrom = "00",
        Merged = ["s0"],
        Version = 3,
        CreatedAt = 1,
        UpdatedAt = 4,
        TraceParent = "trace",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_WhatWasWritten_IsTheSame(bool isSparse)
    {
        var written = isSparse ? Full with { Email = null, FormerId = null, ReissuedFrom = null, Merged = [], TraceParent = null, FormerTokens = [] } : Full;
        var read = SubscriberItem.Read(SubscriberItem.From(written));
        Assert.Equivalent(written, read, strict: true);
        Assert.Equal(!isSparse, SubscriberItem.From(written).ContainsKey("merged"));
        Assert.True(SubscriberItem.Read(SubscriberItem.From(written with { HasLapsed = true })).HasLapsed);
    }

    [Fact]
    public void Read_MergedSubscriber_HasItsTokensAndNoSubscription()
    {
        var read = SubscriberItem.Read(SubscriberItem.FromMerged(Full, "s2", now: 9));
        Assert.Equal(("s2", "hash", 4L, 9L), (read.MergedInto, read.TokenHash, read.Version, read.UpdatedAt));
        Assert.Equal(["older"], read.FormerTokens);
        Assert.Empty(read.Subscriptions);
        Assert.Equal(AccessState.Replaced, read.AccessAt(DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("active", false)]
    [InlineData("revoked", true)]
    public void Read_ItemOfBeforeSubscriptions_HasTheOneThatItWas(string status, bool isRevoked)
    {
        var item = SubscriberItem.From(Full);
        item.Remove("subscriptions");
        item["status"] = new(status);
        item["plan"] = new("gold");
        var subscription = Assert.Single(SubscriberItem.Read(item).Subscriptions);
        Assert.Equal(("s1", "gold", Full.ExpiresAt, isRevoked), (subscription.Id, subscription.Plan, subscription.ExpiresAt, subscription.IsRevoked));
    }

    [Theory]
    [InlineData("tokenHash")]
    [InlineData("version")]
    [InlineData("status")]
    [InlineData("pk")]
    public void Read_ItemWithoutAnAttribute_NamesIt(string name)
    {
        var item = SubscriberItem.From(Full);
        item.Remove(name);
        Assert.Contains($"'{name}'", Assert.Throws<InvalidDataException>(() => SubscriberItem.Read(item)).Message, StringComparison.Ordinal);
        item[name] = new() { BOOL = true };
        Assert.Throws<InvalidDataException>(() => SubscriberItem.Read(item));
    }

    [Fact]
    public void Read_SubscriptionsOfAnotherType_SaysSo()
    {
        var item = SubscriberItem.From(Full);
        foreach (var wrong in new AttributeValue[] { new() { L = [] }, new("none"), new() { L = [new AttributeValue("none")] } })
        {
            item["subscriptions"] = wrong;
            Assert.Contains("'subscriptions'", Assert.Throws<InvalidDataException>(() => SubscriberItem.Read(item)).Message, StringComparison.Ordinal);
        }
    }
}
