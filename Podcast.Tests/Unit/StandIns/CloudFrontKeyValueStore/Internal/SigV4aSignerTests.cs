using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.CloudFrontKeyValueStore.Internal.Signing;
using Amazon.CloudFrontKeyValueStore.Model;

namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore.Internal;

/// <summary>What the client sends, verified as the service would: from the request on the wire and the public key alone.</summary>
public sealed class SigV4aSignerTests
{
    [Theory]
    [InlineData("k", null)]
    [InlineData("é/ü a~b*(c)'!", null)]
    [InlineData("k", "session/token+==")]
    public async Task PutKeyAsync_Signature_Verifies(string key, string? sessionToken)
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient(sessionToken: sessionToken);

        await client.PutKeyAsync(
            new PutKeyRequest { KvsARN = KeyValueStoreServer.Arn, IfMatch = "KV1", Key = key, Value = "v" }, TestContext.Current.CancellationToken);

        var call = await server.Calls.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("*", call.Headers["X-Amz-Region-Set"]);
        Assert.Equal(sessionToken, call.Headers.GetValueOrDefault("X-Amz-Security-Token"));
        AssertSigned(call);
    }

    [Fact]
    public async Task ListKeysAsync_SignatureWithQuery_Verifies()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient();

        await client.ListKeysAsync(
            new ListKeysRequest { KvsARN = KeyValueStoreServer.Arn, MaxResults = 50, NextToken = "a b+/=é" }, TestContext.Current.CancellationToken);

        AssertSigned(await server.Calls.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static void AssertSigned(KeyValueStoreCall call)
    {
        var parts = call.Headers["Authorization"].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("AWS4-ECDSA-P256-SHA256", parts[0]);
        var fields = parts[1..].Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var signedAt = DateTimeOffset.ParseExact(call.Headers["X-Amz-Date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.Equal($"{KeyValueStoreServer.AccessKey}/{signedAt:yyyyMMdd}/cloudfront-keyvaluestore/aws4_request", fields["Credential"]);
        var signedHeaders = fields["SignedHeaders"].Split(';');
        Assert.Superset(new HashSet<string> { "host", "x-amz-date", "x-amz-region-set", "x-amz-content-sha256" }, signedHeaders.ToHashSet());
        var payloadHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(call.Body)));
        Assert.Equal(payloadHash, call.Headers["X-Amz-Content-SHA256"]);

        var target = call.Target.Split('?', 2);
        var canonical = CanonicalRequest.Create(
            call.Method,
            target[0],
            target.Length == 2 ? target[1] : string.Empty,
            signedHeaders.Select(name => KeyValuePair.Create(name, call.Headers[name])),
            payloadHash);
        using var key = SigV4aKey.Derive(KeyValueStoreServer.AccessKey, KeyValueStoreServer.SecretKey);
        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes(SigV4aSignature.GetStringToSign(signedAt, "cloudfront-keyvaluestore", canonical)),
            Convert.FromHexString(fields["Signature"]),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
    }
}
