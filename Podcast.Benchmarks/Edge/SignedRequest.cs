using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.Benchmarks.Edge;

/// <summary>The bytes of a signed request, which may be sent many times while its signature is valid.</summary>
internal static class SignedRequest
{
    /// <summary>A POST with Signature Version 4.</summary>
    public static string Create(Uri server, string path, string service, string body, AwsCredentials credentials, string region)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path));
        SigV4Signer.Sign(request, credentials, region, service, SigV4.Hash(Encoding.UTF8.GetBytes(body)), TimeProvider.System);
        var headers = string.Concat(request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}\r\n"));
        return $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{headers}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
    }

    /// <summary>A GET with Signature Version 4A.</summary>
    public static string CreateAsymmetric(Uri server, string path, string service, LocalAwsOptions options)
    {
        var timestamp = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = server.Authority,
            ["x-amz-content-sha256"] = SigV4.EmptyHash,
            ["x-amz-date"] = timestamp,
            ["x-amz-region-set"] = "*",
        };
        var canonical = CanonicalRequest.Create("GET", path, [], [.. headers.Keys], headers.GetValueOrDefault, SigV4.EmptyHash, SigningRules.For(service));
        var scope = $"{timestamp[..8]}/{service}/aws4_request";
        using var key = SigV4A.DeriveKey(new(options.AccessKeyId, options.SecretAccessKey, null));
        var signature = key.SignData(
            Encoding.UTF8.GetBytes(SigV4.StringToSign(SigV4A.Algorithm, timestamp, scope, canonical)), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var authorization = $"{SigV4A.Algorithm} Credential={options.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', headers.Keys)}, Signature={Convert.ToHexStringLower(signature)}";
        return $"GET {path} HTTP/1.1\r\n{string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"))}Authorization: {authorization}\r\n\r\n";
    }
}
