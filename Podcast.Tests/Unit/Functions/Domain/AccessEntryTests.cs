using CsCheck;
using Podcast.Functions.Domain;

namespace Podcast.Tests.Unit.Functions.Domain;

public sealed class AccessEntryTests
{
    private static readonly Gen<string> Show = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 1, 20];

    [Fact]
    public void TryParse_EncodedActive_GivesTheSameBack() =>
        Gen.Select(Show, Gen.OneOf(Gen.Long[1_577_836_801, 3_700_000_000], Gen.Long[1_700_000_000, 1_700_000_002], Gen.Const(ShowAccess.Revoked)))
            .Array[1, AccessEntry.MaxShows].Sample(shows =>
            {
                var entry = AccessEntry.Active(shows.Select(show => new ShowAccess(show.Item1, show.Item2)));
                Assert.True(AccessEntry.TryParse(entry.Encode(), out var parsed));
                Assert.Equal(AccessState.Active, parsed.State);
                Assert.Equal(shows.Max(show => show.Item2), parsed.ExpiresAt);
                Assert.Equal(
                    shows.Select(show => (AccessEntry.ShowCode(show.Item1), show.Item2)).Order(),
                    parsed.Groups.SelectMany(group => group.ShowCodes.Select(code => (code, group.ExpiresAt))).Order());
                Assert.Distinct(parsed.Groups.Select(group => group.ExpiresAt));
            });

    [Fact]
    public void Encode_ExpiryOutOfRange_IsCutToIt() =>
        Gen.Long[-10_000_000_000, 100_000_000_000].Sample(expiresAt =>
        {
            Assert.True(AccessEntry.TryParse(AccessEntry.Active(expiresAt, ["a"]).Encode(), out var entry));
            Assert.Equal(expiresAt == 0 ? 0 : Math.Clamp(expiresAt, 1_577_836_801, 1_577_836_800 + 2_176_782_335), entry.ExpiresAt);
        });

    [Fact]
    public void Encode_TwoShows_TakesTwentyFourBytesWithItsKey()
    {
        var token = SubscriberToken.Create(SigningKey.Create("01"));
        Assert.Equal(24, token.Hash.Length + AccessEntry.Active(2_000_000_000, ["one", "two"]).Encode().Length);
    }

    [Fact]
    public void Encode_FurtherExpiry_TakesSevenBytesMore() => Assert.Equal(
        7,
        AccessEntry.Active([new("one", 2_000_000_000), new("two", 2_000_000_001)]).Encode().Length
            - AccessEntry.Active(2_000_000_000, ["one", "two"]).Encode().Length);

    [Fact]
    public void Encode_MoreShowsThanFitEachWithItsEnd_KeepsThoseThatEndLast()
    {
        var entry = AccessEntry.Active(Enumerable.Range(0, AccessEntry.MaxShows + 1).Select(i => new ShowAccess($"show-{i}", 2_000_000_000 + i)));
        Assert.InRange(entry.Encode().Length, 1, 1024);
        Assert.Equal(AccessEntry.MaxShows, entry.Groups.Count);
        Assert.Equal(2_000_000_001, entry.Groups[^1].ExpiresAt);
    }

    [Theory]
    [InlineData(nameof(AccessState.Lapsed), "l")]
    [InlineData(nameof(AccessState.PaymentFailed), "p")]
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
    [InlineData("000001abc.")]
    [InlineData(".000001abc")]
    [InlineData("000001abc.00002abc")]
    public void TryParse_OtherForm_IsFalse(string text) => Assert.False(AccessEntry.TryParse(text, out _));
}
