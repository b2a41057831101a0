using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>
/// Verifies the chain of chunk signatures: each is made over the one before it, the first over that of the request.
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html.
/// </summary>
internal sealed class ChunkVerifier(ChunkSigning signing) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous = signing.SeedSignature;
    private string _stated = "";

    public void BeginChunk(string statedSignature) => _stated = statedSignature;

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    /// <exception cref="AwsException">The chunk's data are not what was signed.</exception>
    public void EndChunk()
    {
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Verify($"AWS4-HMAC-SHA256-PAYLOAD\n{signing.Timestamp}\n{signing.Scope}\n{_previous}\n{SigV4.EmptyHash}\n{hash}", _stated);
    }

    /// <param name="trailer">The trailing headers, each as <c>name:value\n</c>.</param>
    /// <param name="statedSignature">The value of <c>x-amz-trailer-signature</c>.</param>
    /// <exception cref="AwsException">The trailer is not what was signed.</exception>
    public void VerifyTrailer(string trailer, string statedSignature) => Verify(
        $"AWS4-HMAC-SHA256-TRAILER\n{signing.Timestamp}\n{signing.Scope}\n{_previous}\n{SigV4.Hash(Encoding.UTF8.GetBytes(trailer))}",
        statedSignature);

    public void Dispose() => _hash.Dispose();

    private void Verify(string stringToSign, string stated)
    {
        var expected = SigV4.Sign(signing.Key, stringToSign);
        if (!SigV4.FixedTimeEquals(expected, stated))
        {
            throw S3Errors.SignatureDoesNotMatch();
        }

        _previous = expected;
    }
}
