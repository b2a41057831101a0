using System.Text.RegularExpressions;
using CsCheck;
using Podcast.Functions.Domain;

namespace Podcast.Tests.Unit.Functions.Domain;

public sealed partial class SubscriberTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SigningKey Key = SigningKey.Create("01");

    [Fact]
    public void Create_AnyKey_HasTheFormThatIsParsedBack() =>
        Gen.String[Gen.Char[Alphabet], 2, 2].Sample(id =>
        {
            var key = SigningKey.Create(id);
            var token = SubscriberToken.Create(key);
            Assert.Matches(Form, token.Text);
            Assert.True(SubscriberToken.TryParse(token.Text, out var parsed));
            Assert.Equal(id, parsed.KeyId);
            Assert.True(parsed.IsSignedBy(key));
        });

    [Fact]
    public void Create_IdKnown_MakesTheSameTokenAgain()
    {
        var token = SubscriberToken.Create(Key);
        Assert.Equal(token.Text, SubscriberToken.Create(Key, token.Id).Text);
    }

    [Fact]
    public void IsSignedBy_AnyCharacterChanged_IsFalse() =>
        Gen.Select(Gen.Int[0, SubscriberToken.Length - 1], Gen.Char[Alphabet]).Sample((position, character) =>
        {
            var genuine = SubscriberToken.Create(Key).Text;
            var changed = genuine.ToCharArray();
            changed[position] = character;
            Assert.True(SubscriberToken.TryParse(new(changed), out var token));
            Assert.Equal(genuine[position] == character, token.IsSignedBy(Key));
        });

    [Fact]
    public void IsSignedBy_RevokedKey_IsFalse()
    {
        var token = SubscriberToken.Create(Key);
        Assert.False(token.IsSignedBy(new(Key.Id, Key.Secret, SigningKeyStatus.Revoked)));
        Assert.True(token.IsSignedBy(new(Key.Id, Key.Secret, SigningKeyStatus.Retiring)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01aaaaaaaaaaaabbbbbbbbbbb")]
    [InlineData("01aaaaaaaaaaaabbbbbbbbbbbbb")]
    [InlineData("01aaaaaaaaaaaabbbbbbbbbbb=")]
    [InlineData("01aaaaaaaaaaaabbbbbbbbbbb/")]
    [InlineData("01aaaaaaaaaaaabbbbbbbbbbbé")]
    public void TryParse_OtherForm_IsFalse(string? text) => Assert.False(SubscriberToken.TryParse(text, out _));

    [Fact]
    public void ToString_Token_DoesNotGiveItAway()
    {
        var token = SubscriberToken.Create(Key);
        Assert.DoesNotContain(token.Text[2..], $"{token}", StringComparison.Ordinal);
        Assert.DoesNotContain(Key.Secret, $"{Key}", StringComparison.Ordinal);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{26}$")]
    private static partial Regex Form { get; }
}
