using Podcast.Functions.Domain;

namespace Podcast.Tests.Unit.Functions.Domain;

/// <summary>The digests of docs/tokens.md, against values that Python's hashlib and hmac computed.</summary>
public sealed class SigningTests
{
    private static readonly SigningKey Key = new("01", "secret", SigningKeyStatus.Active) { Version = 3, CreatedAt = 7 };

    [Fact]
    public void Digest_OfKnownText_IsTheOneOfAnotherProgram()
    {
        Assert.Equal("Hw4R4EF_ZWCY", Digest.Hash("01AAAAAAAAAAAAbbbbbbbbbbbb"));
        Assert.Equal("P5ahKQm36d4f", Digest.Mac("secret", "token:01AAAAAAAAAAAA"));
        Assert.Equal("P5ahKQm36d4f", Key.Sign("token", "01AAAAAAAAAAAA"));
    }

    [Fact]
    public void Token_OfAKnownKey_HasItsSignatureAndHash()
    {
        var token = SubscriberToken.Create(Key, "AAAAAAAAAAAA");
        Assert.Equal(("01AAAAAAAAAAAAP5ahKQm36d4f", "01", "AAAAAAAAAAAA", "GDI1DWTIvJlD"), (token.Text, token.KeyId, token.Id, token.Hash));
        Assert.Equal("token of signing key 01", token.ToString());
        Assert.Equal("lmH6M6c_Wx__x", Grant.Sign(Key, token, AccessEntry.Ended(AccessState.Lapsed)));
    }

    [Fact]
    public void IsSignedBy_KeyOfAnotherIdWithTheSameSecret_IsFalse() =>
        Assert.False(SubscriberToken.Create(Key).IsSignedBy(new("02", Key.Secret, SigningKeyStatus.Active)));

    [Fact]
    public void As_AnotherStatus_IsTheNextVersion()
    {
        var retiring = Key.As(SigningKeyStatus.Retiring);
        Assert.Equal(("01", "secret", SigningKeyStatus.Retiring, 4L, 7L), (retiring.Id, retiring.Secret, retiring.Status, retiring.Version, retiring.CreatedAt));
        Assert.Equal((9L, 1L), (SigningKey.Create("ab", 9).CreatedAt, SigningKey.Create("ab").Version));
        Assert.Equal(("signing key 01", "k01"), (Key.ToString(), Key.StoreKey));
        Assert.Equal(43, SigningKey.Create("ab").Secret.Length);
    }

    [Theory]
    [InlineData("01", "02")]
    [InlineData("09", "0a")]
    [InlineData("0z", "10")]
    [InlineData("az", "b0")]
    [InlineData("zy", "zz")]
    public void KeyId_After_CountsUpInBase36(string id, string next) => Assert.Equal(next, SigningKeyId.After(id));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("001")]
    [InlineData("0A")]
    [InlineData("-1")]
    [InlineData("1-")]
    public void KeyId_OfAnotherForm_IsRefused(string id)
    {
        Assert.False(SigningKeyId.IsValid(id));
        Assert.Equal("The id of the current signing key is invalid.", Assert.Throws<InvalidDataException>(() => SigningKeyId.After(id)).Message);
    }

    [Fact]
    public void KeyId_AfterTheLast_SaysThatAllAreUsed()
    {
        Assert.Equal("All ids of signing keys are used up.", Assert.Throws<InvalidOperationException>(() => SigningKeyId.After("zz")).Message);
        Assert.Equal(["01", "02", "03"], SigningKeyId.UpTo("03"));
        Assert.Equal(1295, SigningKeyId.UpTo("zz").Distinct().Count(SigningKeyId.IsValid));
    }

    [Fact]
    public void Entry_OfShows_ListsTheirCodesInOrderAndNoneWhereThereAreNone()
    {
        string[] shows = ["a", "b", "c", "d", "e"];
        var group = Assert.Single(AccessEntry.Active(2_000_000_000, shows).Groups);
        Assert.Equal(shows.Select(AccessEntry.ShowCode).Order(StringComparer.Ordinal), group.ShowCodes);
        Assert.True(AccessEntry.TryParse("000001", out var entry));
        Assert.Empty(Assert.Single(entry.Groups).ShowCodes);
        Assert.False(AccessEntry.TryParse("000001ab", out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => AccessEntry.Ended(AccessState.Active));
    }
}
