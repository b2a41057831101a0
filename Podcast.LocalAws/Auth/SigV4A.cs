using System.Security.Cryptography;
using System.Text;

namespace Podcast.LocalAws.Auth;

/// <summary>
/// The arithmetic of Signature Version 4A: ECDSA on P-256 with a key pair that follows from the secret.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html and awslabs/aws-c-auth, source/key_derivation.c.
/// </summary>
internal static class SigV4A
{
    public const string Algorithm = "AWS4-ECDSA-P256-SHA256";

    private static ReadOnlySpan<byte> OrderMinusTwo =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
    ];

    public static ECParameters DerivePublicKey(AwsCredentials credentials)
    {
        using var key = DeriveKey(credentials);
        return key.ExportParameters(includePrivateParameters: false);
    }

    /// <summary>The key pair of credentials; the session token has no part in it.</summary>
    public static ECDsa DeriveKey(AwsCredentials credentials) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = DeriveScalar(credentials),
    });

    /// <param name="publicKey">The key of whom the request names.</param>
    /// <param name="stringToSign">The string to sign, as rebuilt.</param>
    /// <param name="signature">The signature of the request: DER, in hexadecimal digits.</param>
    public static bool Verify(ECParameters publicKey, string stringToSign, string signature)
    {
        var der = new byte[signature.Length / 2];
        if (signature.Length > 144 || Convert.FromHexString(signature, der, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        using var key = ECDsa.Create(publicKey);
        return key.VerifyData(Encoding.UTF8.GetBytes(stringToSign), der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>NIST SP 800-108 in counter mode; a candidate beyond the curve's order is skipped.</summary>
    internal static byte[] DeriveScalar(AwsCredentials credentials)
    {
        var secret = Encoding.UTF8.GetBytes("AWS4A" + credentials.SecretAccessKey);
        for (byte counter = 1; counter < byte.MaxValue; counter++)
        {
            byte[] message =
            [
                0, 0, 0, 1,
                .. Encoding.UTF8.GetBytes(Algorithm), 0,
                .. Encoding.UTF8.GetBytes(credentials.AccessKeyId), counter,
                0, 0, 1, 0,
            ];
            var candidate = HMACSHA256.HashData(secret, message);
            if (candidate.AsSpan().SequenceCompareTo(OrderMinusTwo) <= 0)
            {
                AddOne(candidate);
                return candidate;
            }
        }

        throw new CryptographicException("No SigV4A key follows from these credentials.");
    }

    private static void AddOne(byte[] number)
    {
        var i = number.Length - 1;
        while (++number[i] == 0)
        {
            i--;
        }
    }
}
