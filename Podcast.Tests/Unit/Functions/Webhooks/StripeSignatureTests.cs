using System.Text;
using Podcast.Functions.Webhooks;

namespace Podcast.Tests.Unit.Functions.Webhooks;

public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_test_secret_0123";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_492_774_577);

    // printf '1492774577.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test_secret_0123
    [Fact]
    public void IsValid_SignatureOfAnotherProgram_IsTaken() =>
        Assert.True(StripeSignature.IsValid("t=1492774577,v1=ee244150c7f7aba613c52562a833b9bd62fb6d91d62bbbbfc363b1d853616084,v0=6ffbb59b", Body, [Secret], Now));

    [Fact]
    public void IsValid_OneOfTwoSecretsAndSignatures_IsEnough()
    {
        var other = StripeSignature.Sign("another", Body, Now).Split(',')[1];
        Assert.True(StripeSignature.IsValid($"{StripeSignature.Sign(Secret, Body, Now)},{other}", Body, ["former", Secret], Now));
        Assert.False(StripeSignature.IsValid(StripeSignature.Sign(Secret, Body, Now), Body, [], Now));
    }

    [Fact]
    public void IsValid_EveryBitOfTheBody_Counts()
    {
        var signature = StripeSignature.Sign(Secret, Body, Now);
        for (var i = 0; i < Body.Length * 8; i++)
        {
            var changed = Body.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Assert.False(StripeSignature.IsValid(signature, changed, [Secret], Now));
        }
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void IsValid_Age_IsBounded(int seconds, bool expected) =>
        Assert.Equal(expected, StripeSignature.IsValid(StripeSignature.Sign(Secret, Body, Now), Body, [Secret], Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=")]
    [InlineData("t=99999999999999999999,v1=aa")]
    [InlineData("t=99999999999,v1=aa")]
    [InlineData("t=-1,v1=aa")]
    [InlineData("v1=aa")]
    public void IsValid_HeaderOfAnotherForm_IsFalse(string? header) => Assert.False(StripeSignature.IsValid(header, Body, [Secret], Now));
}
