using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amazon.CloudFrontKeyValueStore.Internal.Signing;

/// <summary>The ECDSA key of an access key: derived from the secret alone, so it holds for every day, region and service.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal static class SigV4aKey
{
    private const string Label = "AWS4-ECDSA-P256-SHA256";
    private const int KeyBits = 256;

    // The order of P-256, less 2: a candidate above it would not leave room for adding 1.
    private static readonly BigInteger GreatestCandidate = BigInteger.Parse(
        "0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    internal static ECDsa Derive(string accessKeyId, string secretAccessKey) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = DerivePrivateKey(accessKeyId, secretAccessKey) });

    /// <summary>The private scalar, 32 bytes, big-endian.</summary>
    internal static byte[] DerivePrivateKey(string accessKeyId, string secretAccessKey)
    {
        var secret = Encoding.UTF8.GetBytes("AWS4A" + secretAccessKey);
        try
        {
            for (var counter = (byte)1; counter < byte.MaxValue; counter++)
            {
                var candidate = new BigInteger(
                    HMACSHA256.HashData(secret, GetMessage(accessKeyId, counter)), isUnsigned: true, isBigEndian: true);
                if (candidate <= GreatestCandidate)
                {
                    return ToFixedLength(candidate + 1);
                }
            }

            // 254 candidates in a row, each refused with a chance of about 2^-32.
            throw new CryptographicException("No SigV4A key can be derived from this access key.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static byte[] GetMessage(string accessKeyId, byte counter) =>
        [0, 0, 0, 1, .. Encoding.ASCII.GetBytes(Label), 0, .. Encoding.UTF8.GetBytes(accessKeyId), counter, 0, 0, KeyBits >> 8, KeyBits & 0xff];

    private static byte[] ToFixedLength(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[(KeyBits / 8) - bytes.Length], .. bytes];
    }
}
