using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Auth;

namespace Podcast.Benchmarks.Endurance;

/// <summary>Makes the bytes of a request, with a signature over whatever it has become.</summary>
internal sealed class FuzzSigner(AwsCredentials credentials, string region) : IDisposable
{
    private const string KeyValueStore = "cloudfront-keyvaluestore";

    private readonly ECDsa _key = SigV4A.DeriveKey(credentials);

    public byte[] Write(FuzzRequest request, Uri server)
    {
        var body = Encoding.Latin1.GetBytes(request.Body);
        var headers = new List<KeyValuePair<string, string>>(request.Headers);
        if (request.Sign is not null)
        {
            headers.AddRange(request.Sign(body));
        }

        if (request.Service is not null)
        {
            headers.AddRange(Authenticate(request, server, body));
        }

        var text = new StringBuilder()
            .Append(request.Method).Append(' ').Append(request.Path).Append(request.Query.Length > 0 ? "?" : "").Append(request.Query).Append(" HTTP/1.1\r\n")
            .Append("Host: ").Append(server.Authority).Append("\r\n");
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (body.Length > 0 || request.Method is "POST" or "PUT" or "PATCH")
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()), .. body];
    }

    public void Dispose() => _key.Dispose();

    private IEnumerable<KeyValuePair<string, string>> Authenticate(FuzzRequest request, Uri server, byte[] body)
    {
        var timestamp = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var service = request.Service!;
        var isAsymmetric = service == KeyValueStore;
        var hash = SigV4.Hash(body);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = server.Authority, ["x-amz-date"] = timestamp, ["x-amz-content-sha256"] = hash };
        foreach (var group in request.Headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)).GroupBy(header => header.Key.ToLowerInvariant()))
        {
            signed[group.Key] = string.Join(",", group.Select(header => header.Value));
        }

        if (isAsymmetric)
        {
            signed["x-amz-region-set"] = "*";
        }

        var canonical = CanonicalRequest.Create(
            request.Method, request.Path, QueryParameters.Parse(request.Query).Items, [.. signed.Keys], signed.GetValueOrDefault, hash, SigningRules.For(service));
        var scope = isAsymmetric ? $"{timestamp[..8]}/{service}/aws4_request" : $"{timestamp[..8]}/{region}/{service}/aws4_request";
        var algorithm = isAsymmetric ? SigV4A.Algorithm : SigV4.Algorithm;
        var toSign = SigV4.StringToSign(algorithm, timestamp, scope, canonical);
        var signature = isAsymmetric
            ? Convert.ToHexStringLower(_key.SignData(Encoding.UTF8.GetBytes(toSign), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            : SigV4.Sign(SigV4.DeriveKey(credentials.SecretAccessKey, timestamp[..8], region, service), toSign);
        return
        [
            new("x-amz-date", timestamp),
            new("x-amz-content-sha256", hash),
            .. isAsymmetric ? [new("x-amz-region-set", "*")] : Array.Empty<KeyValuePair<string, string>>(),
            new("Authorization", $"{algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', signed.Keys)}, Signature={signature}"),
        ];
    }
}
