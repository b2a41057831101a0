using CsCheck;
using Podcast.Functions.Domain;

namespace Podcast.Tests.Unit.Functions.Domain;

public sealed class AccessEntryTests
{
    private static readonly Gen<string> Show = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 1, 20];

    [Fact]
    public void TryParse_EncodedActive_GivesTheSameBack() =>
        Gen.Select(Gen.Long[1_577_836_800, 3_700_000_000], Show.Array[1, AccessEntry.MaxShows]).Sample((expiresAt, shows) =>
        {
            var entry = AccessEntry.Active(expiresAt, shows);
            Assert.True(AccessEntry.TryParse(entry.Encode(), out var parsed));
            Assert.Equal(AccessState.Active, parsed.State);
            Assert.Equal(expiresAt, parsed.ExpiresAt);
            Assert.Equal(shows.Select(AccessEntry.ShowCode).Order(StringComparer.Ordinal), parsed.ShowCodes);
        });

    [Fact]
    public void Encode_ExpiryOutOfRange_IsCutToIt() =>
        Gen.Long[-10_000_000_000, 100_000_000_000].Sample(expiresAt =>
        {
            Assert.True(AccessEntry.TryParse(AccessEntry.Active(expiresAt, ["a"]).Encode(), out var entry));
            Assert.Equal(Math.Clamp(expiresAt, 1_577_836_800, 1_577_836_800 + 2_176_782_335), entry.ExpiresAt);
        });

    [Fact]
    public void Encode_TwoShows_TakesTwentyFourBytesWithItsKey()
    {
        var token = SubscriberToken.Create(SigningKey.Create("01"));
        Assert.Equal(24, token.Hash.Length + AccessEntry.Active(2_000_000_000, ["one", "two"]).Encode().Length);
    }

    [Fact]
    public void Encode_MostShows_FitsIntoAValue() =>
        Assert.True(AccessEntry.Active(2_000_000_000, Enumerable.Range(0, AccessEntry.MaxShows).Select(i => $"show-{i}")).Encode().Length <= 1024);

    [Theory]
    [InlineData(nameof(AccessState.Lapsed), "l")]
    [InlineData(nameof(AccessState.Revoked), "r")]
    [InlineData(nameof(AccessState.Replaced), "x")]
    public void Encode_Ended_IsOneCharacter(string state, string expected)
    {
        var entry = AccessEntry.Ended(Enum.Parse<AccessState>(state));
        Assert.Equal(expected, entry.Encode());
        Assert.True(AccessEntry.TryParse(expected, out var parsed));
        Assert.Equal(entry.State, parsed.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("q")]
    [InlineData("00000")]
    [InlineData("000000ab")]
    [InlineData("00000Aabc")]
    [InlineData("-00001abc")]
    public void TryParse_OtherForm_IsFalse(string text) => Assert.False(AccessEntry.TryParse(text, out _));
}
