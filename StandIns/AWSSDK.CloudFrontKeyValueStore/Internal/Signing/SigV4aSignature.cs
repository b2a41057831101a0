using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amazon.CloudFrontKeyValueStore.Internal.Signing;

/// <summary>The last step of SigV4A: scope, string to sign, signature.</summary>
internal static class SigV4aSignature
{
    internal const string Algorithm = "AWS4-ECDSA-P256-SHA256";

    /// <summary>Where and when a signature holds. The region is not part of it; it is the header x-amz-region-set.</summary>
    internal static string GetScope(DateTimeOffset signedAt, string service) =>
        string.Create(CultureInfo.InvariantCulture, $"{signedAt.UtcDateTime:yyyyMMdd}/{service}/aws4_request");

    internal static string GetStringToSign(DateTimeOffset signedAt, string service, CanonicalRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Algorithm}\n{signedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}\n{GetScope(signedAt, service)}\n{request.Hash}");

    /// <summary>DER in lower-case hex. Signing the same twice gives two different signatures.</summary>
    internal static string Sign(ECDsa key, string stringToSign) => Convert.ToHexStringLower(
        key.SignData(Encoding.UTF8.GetBytes(stringToSign), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
}
