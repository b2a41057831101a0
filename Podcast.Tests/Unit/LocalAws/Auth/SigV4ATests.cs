using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Podcast.LocalAws.Auth;

namespace Podcast.Tests.Unit.LocalAws.Auth;

public sealed class SigV4ATests
{
    [Fact]
    public void DerivePublicKey_PublishedExample_IsThePublishedKey()
    {
        // awslabs/aws-c-auth, tests/key_derivation_tests.c
        var credentials = new AwsCredentials("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom", null);

        var key = SigV4A.DerivePublicKey(credentials);

        Assert.Equal("7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd", Convert.ToHexStringLower(SigV4A.DeriveScalar(credentials)));
        Assert.Equal("15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb", Convert.ToHexStringLower(key.Q.X!));
        Assert.Equal("0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0", Convert.ToHexStringLower(key.Q.Y!));
        Assert.Null(key.D);
    }

    [Fact]
    public void Verify_AfterAnyBitOfTheSignatureChanged_Fails()
    {
        var credentials = new AwsCredentials("AKIDEXAMPLE", "a secret of this test alone", null);
        var publicKey = SigV4A.DerivePublicKey(credentials);
        using var key = SigV4A.DeriveKey(credentials);
        Gen.Select(Gen.String, Gen.UInt).Sample(
            (text, bit) =>
            {
                var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
                var verified = SigV4A.Verify(publicKey, text, Convert.ToHexStringLower(signature));
                signature[bit / 8 % (uint)signature.Length] ^= (byte)(1 << (int)(bit % 8));
                return verified && !SigV4A.Verify(publicKey, text, Convert.ToHexStringLower(signature));
            },
            iter: 200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("zz")]
    [InlineData("3045")]
    public void Verify_NotASignature_Fails(string signature) =>
        Assert.False(SigV4A.Verify(SigV4A.DerivePublicKey(new("key", "secret", null)), "text", signature));
}
