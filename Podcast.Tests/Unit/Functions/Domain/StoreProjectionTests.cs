using Podcast.Functions.Domain;

namespace Podcast.Tests.Unit.Functions.Domain;

public sealed class StoreProjectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static long At(int seconds) => Now.ToUnixTimeSeconds() + seconds;

    private static Subscription Ending(string id, int seconds, params string[] shows) =>
        new() { Id = id, Shows = shows, ExpiresAt = At(seconds), CreatedAt = 0 };

    private static readonly Subscriber Active = new()
    {
        Id = "s1",
        Email = "listener@example.com",
        Subscriptions = [Ending("s1", 1, "news")],
        KeyId = "01",
        TokenId = "aaaaaaaaaaaa",
        TokenHash = "current-hash",
        Version = 1,
        CreatedAt = 0,
        UpdatedAt = 0,
    };

    [Fact]
    public void Of_ActiveUntilTheNextSecond_IsItsShows() =>
        Assert.Equal(AccessEntry.Active(Active.ExpiresAt, ["news"]).Encode(), StoreProjection.Of(Active, Now)["current-hash"]);

    [Fact]
    public void Of_ExpiredThisSecond_IsLapsed() =>
        Assert.Equal("l", StoreProjection.Of(Active.With(Ending("s1", 0, "news")), Now)["current-hash"]);

    [Fact]
    public void Of_RevokedAndExpired_IsRevoked() =>
        Assert.Equal("r", StoreProjection.Of(Active.With(Ending("s1", -100, "news")).WithRevoked(true), Now)["current-hash"]);

    [Fact]
    public void Of_Rotated_SaysSoForFormerTokens()
    {
        var entries = StoreProjection.Of(Active with { FormerTokens = ["older", "oldest"] }, Now);
        Assert.Equal(3, entries.Count);
        Assert.Equal("x", entries["older"]);
        Assert.Equal("x", entries["oldest"]);
    }

    [Fact]
    public void Of_SeveralSubscriptions_EndsEachShowWithItsLatest()
    {
        var subscriber = Active.With(Ending("s2", 500, "news", "sport")).With(Ending("s3", 500, "talk")).With(Ending("s4", 900, "sport"));
        Assert.Equal(
            AccessEntry.Active([new("news", At(500)), new("sport", At(900)), new("talk", At(500))]).Encode(),
            StoreProjection.Of(subscriber, Now)["current-hash"]);
        Assert.Equal("l", StoreProjection.Of(subscriber, Now.AddSeconds(900))["current-hash"]);
    }

    [Fact]
    public void Of_OneOfTwoRevoked_KeepsTheOtherAndSaysWhy()
    {
        var subscriber = Active.With(Ending("s1", 500, "news") with { IsRevoked = true }).With(Ending("s2", 500, "sport"));
        Assert.True(AccessEntry.TryParse(StoreProjection.Of(subscriber, Now)["current-hash"], out var entry));
        Assert.Equal(
            [(At(500), AccessEntry.ShowCode("sport")), (ShowAccess.Revoked, AccessEntry.ShowCode("news"))],
            entry.Groups.Select(group => (group.ExpiresAt, Assert.Single(group.ShowCodes))));
        Assert.Equal("r", StoreProjection.Of(subscriber.WithRevoked(true), Now)["current-hash"]);
    }

    [Fact]
    public void Of_RevokedInOneSubscription_IsOpenByAnother() => Assert.Equal(
        AccessEntry.Active(At(300), ["news"]).Encode(),
        StoreProjection.Of(Active.With(Ending("s1", 500, "news") with { IsRevoked = true }).With(Ending("s2", 300, "news")), Now)["current-hash"]);

    [Fact]
    public void Of_Merged_SaysThatThereIsANewAddress() => Assert.Equal(
        "x", StoreProjection.Of(Active with { Subscriptions = [], MergedInto = "s2" }, Now)["current-hash"]);

    [Fact]
    public void With_MoreSubscriptionsThanAreKept_DropsTheOneThatEndedFirst()
    {
        var subscriber = Enumerable.Range(2, Subscriber.MaxSubscriptions).Aggregate(Active, (so, i) => so.With(Ending($"s{i}", i, "news")));
        Assert.Equal(Subscriber.MaxSubscriptions, subscriber.Subscriptions.Count);
        Assert.Null(subscriber.Find("s1"));
        Assert.NotNull(subscriber.Find("s2"));
    }

    [Fact]
    public void Of_SigningKey_IsThereUntilItIsRefused()
    {
        var key = SigningKey.Create("ab");
        Assert.Equal(key.Secret, StoreProjection.Of(key)["kab"]);
        Assert.Equal(key.Secret, StoreProjection.Of(new SigningKey(key.Id, key.Secret, SigningKeyStatus.Retiring))["kab"]);
        Assert.Equal("!", StoreProjection.Of(key.As(SigningKeyStatus.Retired))["kab"]);
        Assert.Equal("!", StoreProjection.Of(key.As(SigningKeyStatus.Revoked))["kab"]);
    }
}
