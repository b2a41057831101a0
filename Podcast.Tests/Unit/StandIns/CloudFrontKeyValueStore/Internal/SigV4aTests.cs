using System.Security.Cryptography;
using System.Text;
using Amazon.CloudFrontKeyValueStore.Internal.Signing;

namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore.Internal;

/// <summary>Facts of the algorithm. Signatures differ each time, so they are verified with the public key, never compared.</summary>
public sealed class SigV4aTests
{
    private const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly DateTimeOffset SignedAt = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(
        "AKISORANDOMAASORANDOM",
        "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom",
        "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd",
        "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb")]
    [InlineData(
        "AKIDEXAMPLE",
        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "7efc8c0e65a324242818c5a50c891c6060b6a00717b7ba3cbe3c5d765be9259c",
        "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1")]
    public void Derive_KnownAccessKey_GivesKnownKey(string accessKey, string secretKey, string privateKey, string publicX)
    {
        Assert.Equal(privateKey, Convert.ToHexStringLower(SigV4aKey.DerivePrivateKey(accessKey, secretKey)));
        using var key = SigV4aKey.Derive(accessKey, secretKey);
        Assert.Equal(publicX, Convert.ToHexStringLower(key.ExportParameters(includePrivateParameters: false).Q.X!));
    }

    [Theory]
    [InlineData("/", "", "/", "")]
    [InlineData("", "", "/", "")]
    [InlineData("/a%3Ab/c", "", "/a%253Ab/c", "")]
    [InlineData("/\u1234", "", "/%E1%88%B4", "")]
    [InlineData("/-._~aZ09", "", "/-._~aZ09", "")]
    [InlineData("/", "b=2&a=2&a=1&A=3&c", "/", "A=3&a=1&a=2&b=2&c=")]
    [InlineData("/", "a=%2B%20~&\u1234=x", "/", "%E1%88%B4=x&a=%2B%20~")]
    [InlineData("/", "a=b=c", "/", "a=b%3Dc")]
    public void Create_PathAndQuery_AreCanonical(string path, string query, string canonicalPath, string canonicalQuery)
    {
        var lines = CanonicalRequest.Create("GET", path, query, [new("Host", "h")], EmptyPayload).Text.Split('\n');

        Assert.Equal(["GET", canonicalPath, canonicalQuery, "host:h", string.Empty, "host", EmptyPayload], lines);
    }

    [Fact]
    public void Create_Headers_AreSortedTrimmedAndJoined()
    {
        var request = CanonicalRequest.Create(
            "GET", "/", string.Empty, [new("X-B", " a   b\t c "), new("Host", "h"), new("x-a", "2"), new("X-A", "1")], EmptyPayload);

        Assert.Equal("host;x-a;x-b", request.SignedHeaders);
        Assert.Contains("\nhost:h\nx-a:2,1\nx-b:a b c\n\n", request.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-east-1", null)]
    [InlineData("*", null)]
    [InlineData("*", "token+/=")]
    public void Sign_Request_VerifiesWithDerivedPublicKey(string regionSet, string? sessionToken)
    {
        using var key = SigV4aKey.Derive("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        List<KeyValuePair<string, string>> headers =
            [new("host", "example.amazonaws.com"), new("x-amz-date", "20150830T123600Z"), new("x-amz-region-set", regionSet)];
        if (sessionToken is not null)
        {
            headers.Add(new("x-amz-security-token", sessionToken));
        }

        var stringToSign = SigV4aSignature.GetStringToSign(
            SignedAt, "service", CanonicalRequest.Create("GET", "/", string.Empty, headers, EmptyPayload));
        var signature = Convert.FromHexString(SigV4aSignature.Sign(key, stringToSign));

        Assert.StartsWith("AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n", stringToSign, StringComparison.Ordinal);
        using var publicKey = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
        Assert.True(Verify(publicKey, stringToSign, signature));
        Assert.False(Verify(publicKey, stringToSign + " ", signature));
    }

    [Fact]
    public void GetStringToSign_Vanilla_HasKnownHash() => Assert.Equal(
        // The hash of the canonical request, computed apart from this code with sha256sum.
        "cf59db423e841c8b7e3444158185aa261b724a5c27cbe762676f3eed19f4dc02",
        CanonicalRequest.Create(
            "GET",
            "/",
            string.Empty,
            [new("Host", "example.amazonaws.com"), new("X-Amz-Date", "20150830T123600Z"), new("X-Amz-Region-Set", "us-east-1")],
            EmptyPayload).Hash);

    private static bool Verify(ECDsa key, string text, byte[] signature) =>
        key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
