using Podcast.Functions.Domain;

namespace Podcast.Tests.Unit.Functions.Domain;

public sealed class StoreProjectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Subscriber Active = new()
    {
        Id = "s1",
        Email = "listener@example.com",
        Status = SubscriberStatus.Active,
        Shows = ["news"],
        ExpiresAt = Now.ToUnixTimeSeconds() + 1,
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
        Assert.Equal("l", StoreProjection.Of(Active with { ExpiresAt = Now.ToUnixTimeSeconds() }, Now)["current-hash"]);

    [Fact]
    public void Of_RevokedAndExpired_IsRevoked() =>
        Assert.Equal("r", StoreProjection.Of(Active with { Status = SubscriberStatus.Revoked, ExpiresAt = 0 }, Now)["current-hash"]);

    [Fact]
    public void Of_Rotated_SaysSoForFormerTokens()
    {
        var entries = StoreProjection.Of(Active with { FormerTokens = ["older", "oldest"] }, Now);
        Assert.Equal(3, entries.Count);
        Assert.Equal("x", entries["older"]);
        Assert.Equal("x", entries["oldest"]);
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
