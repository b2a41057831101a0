using System.Globalization;

namespace Podcast.LocalAws.Auth;

/// <summary>Signs an outgoing request by Signature Version 4 in the header, as the distribution does for an origin with origin access control.</summary>
internal static class SigV4Signer
{
    /// <summary>
    /// Sets <c>Authorization</c>, <c>x-amz-date</c>, <c>x-amz-content-sha256</c> and <c>x-amz-security-token</c>, in place of
    /// what is there. The host and all <c>x-amz-…</c> headers are signed, so no such header may change afterwards.
    /// </summary>
    /// <param name="request">The request with its final URI, host and headers.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="region">The region of the scope, such as <c>us-east-1</c>.</param>
    /// <param name="service">The service of the scope: <c>s3</c> or <c>lambda</c>.</param>
    /// <param name="payloadHash">The body's SHA-256 in hexadecimal digits, <c>UNSIGNED-PAYLOAD</c>, or <see langword="null"/> for an empty body.</param>
    /// <param name="timeProvider">The clock.</param>
    public static void Sign(
        HttpRequestMessage request, AwsCredentials credentials, string region, string service, string? payloadHash, TimeProvider timeProvider)
    {
        var uri = request.RequestUri ?? throw new ArgumentException("The request has no URI.", nameof(request));
        var timestamp = timeProvider.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        payloadHash ??= SigV4.EmptyHash;
        Set(request, "x-amz-date", timestamp);
        Set(request, "x-amz-content-sha256", payloadHash);
        Set(request, "x-amz-security-token", credentials.SessionToken);

        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.Headers.Host ?? (uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}"),
        };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                headers[name.ToLowerInvariant()] = string.Join(", ", values);
            }
        }

        var names = headers.Keys.ToArray();
        var canonicalRequest = CanonicalRequest.Create(
            request.Method.Method,
            uri.AbsolutePath,
            QueryParameters.Parse(uri.Query.TrimStart('?')).Items,
            names,
            headers.GetValueOrDefault,
            payloadHash,
            SigningRules.For(service));

        var date = timestamp[..8];
        var scope = $"{date}/{region}/{service}/{RequestSignature.Terminator}";
        var key = SigV4.DeriveKey(credentials.SecretAccessKey, date, region, service);
        var signature = SigV4.Sign(key, SigV4.StringToSign(SigV4.Algorithm, timestamp, scope, canonicalRequest));
        Set(
            request,
            "Authorization",
            $"{SigV4.Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}");
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
