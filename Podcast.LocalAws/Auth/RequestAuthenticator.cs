using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

/// <summary>Authenticates requests by their signatures, and refuses invalid ones with the error code of the service.</summary>
internal sealed partial class RequestAuthenticator(
    CredentialRegistry registry, LocalAwsOptions options, TimeProvider timeProvider, ILogger<RequestAuthenticator> logger)
{
    /// <summary>
    /// Verifies a request by Signature Version 4 or 4A, in the header or presigned. Except for S3, the body is read here,
    /// hashed, and left as a memory stream that can be read again; S3 gets a <see cref="PayloadSignature"/> feature to verify
    /// the body with as it is read.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="signingName">The service that has to be in the credential scope.</param>
    /// <param name="cancellationToken">Ends the reading of the body.</param>
    /// <exception cref="AwsException">The request is refused.</exception>
    public async Task<AwsCaller> AuthenticateAsync(HttpContext context, string signingName, CancellationToken cancellationToken)
    {
        var rules = SigningRules.For(signingName);
        var target = RequestTarget.Of(context);
        var query = QueryParameters.Parse(target.Query);

        var (signature, fault) = SignatureParser.Parse(context.Request.Headers, query);
        if (signature is null)
        {
            throw rules.ToException(fault!);
        }

        var signer = registry.Find(signature.AccessKeyId);
        fault = CheckCredentials(signature, signer) ?? CheckScope(signature, rules) ?? CheckTime(signature, rules) ?? CheckHeaders(signature, context, rules);
        if (fault is not null)
        {
            throw rules.ToException(fault with { InQuery = signature.IsPresigned });
        }

        var payloadHash = rules.StreamsBody
            ? StatedPayloadHash(signature, context, query)
            : SigV4.Hash((await RequestBody.BufferAsync(context, cancellationToken)).Span);
        if (payloadHash is null)
        {
            throw rules.ToException(new(SignatureFaultKind.MissingPayloadHash, InQuery: signature.IsPresigned));
        }

        var canonicalRequest = CanonicalRequest.Create(
            context.Request.Method,
            target.Path,
            signature.IsPresigned ? query.Items.Where(item => item.Key != "X-Amz-Signature") : query.Items,
            signature.SignedHeaders,
            name => context.Request.Headers[name].ToString(),
            payloadHash,
            rules);
        if (!Verify(signature, signer!, canonicalRequest, out var chunks))
        {
            LogMismatch(context, signature, payloadHash, rules);
            throw rules.ToException(new(SignatureFaultKind.Mismatch, InQuery: signature.IsPresigned));
        }

        if (rules.StreamsBody)
        {
            context.Features.Set(new PayloadSignature(payloadHash, chunks));
        }

        return signer!.Caller;
    }

    /// <summary>Authenticates the form of an upload to S3 by the signature of its policy. See https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html.</summary>
    /// <param name="policy">The policy in base64: what was signed.</param>
    /// <param name="algorithm">The form's <c>x-amz-algorithm</c>.</param>
    /// <param name="credential"><c>x-amz-credential</c>.</param>
    /// <param name="timestamp"><c>x-amz-date</c>.</param>
    /// <param name="signatureText"><c>x-amz-signature</c>.</param>
    /// <param name="sessionToken"><c>x-amz-security-token</c>, if there is one.</param>
    /// <exception cref="AwsException">The form is refused.</exception>
    public AwsCaller AuthenticatePolicy(string policy, string algorithm, string credential, string timestamp, string signatureText, string? sessionToken)
    {
        var rules = SigningRules.For("s3");
        var (signature, fault) = SignatureParser.ParseForm(algorithm, credential, timestamp, signatureText, sessionToken);
        if (signature is null)
        {
            throw rules.ToException(fault!);
        }

        var signer = registry.Find(signature.AccessKeyId);
        if ((CheckCredentials(signature, signer) ?? CheckScope(signature, rules)) is { } refused)
        {
            throw rules.ToException(refused);
        }

        var key = SigV4.DeriveKey(signer!.Credentials.SecretAccessKey, signature.Date, signature.Region!, signature.Service);
        return SigV4.FixedTimeEquals(SigV4.Sign(key, policy), signature.Signature)
            ? signer.Caller
            : throw rules.ToException(new(SignatureFaultKind.Mismatch));
    }

    private static bool Verify(RequestSignature signature, RegisteredCredentials signer, string canonicalRequest, out ChunkSigning? chunks)
    {
        chunks = null;
        if (signature.Algorithm == SignatureAlgorithm.SigV4A)
        {
            var toVerify = SigV4.StringToSign(SigV4A.Algorithm, signature.Timestamp, signature.Scope, canonicalRequest);
            return SigV4A.Verify(signer.PublicKey, toVerify, signature.Signature);
        }

        var toSign = SigV4.StringToSign(SigV4.Algorithm, signature.Timestamp, signature.Scope, canonicalRequest);
        var key = SigV4.DeriveKey(signer.Credentials.SecretAccessKey, signature.Date, signature.Region!, signature.Service);
        chunks = new(key, signature.Timestamp, signature.Scope, signature.Signature);
        return SigV4.FixedTimeEquals(SigV4.Sign(key, toSign), signature.Signature);
    }

    private SignatureFault? CheckCredentials(RequestSignature signature, RegisteredCredentials? signer) =>
        signer is null ? new(SignatureFaultKind.UnknownAccessKey)
        : !SigV4.FixedTimeEquals(signer.Credentials.SessionToken ?? "", signature.SessionToken ?? "") ? new(SignatureFaultKind.InvalidToken)
        : signer.Expires <= timeProvider.GetUtcNow() ? new(SignatureFaultKind.ExpiredToken)
        : null;

    private static SignatureFault? CheckHeaders(RequestSignature signature, HttpContext context, SigningRules rules)
    {
        if (!signature.SignedHeaders.Contains("host"))
        {
            return new(SignatureFaultKind.HostNotSigned, "host");
        }

        // S3 alone insists on it: an unsigned x-amz-… header could change what a presigned URL does.
        var unsigned = rules.StreamsBody
            ? context.Request.Headers.Keys
                .Select(name => name.ToLowerInvariant())
                .Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !signature.SignedHeaders.Contains(name))
                .Where(name => !(signature.IsPresigned && name == "x-amz-content-sha256"))
                .ToList()
            : [];
        return unsigned.Count == 0 ? null : new(SignatureFaultKind.HeadersNotSigned, string.Join(", ", unsigned));
    }

    private static string? StatedPayloadHash(RequestSignature signature, HttpContext context, QueryParameters query)
    {
        var header = context.Request.Headers["x-amz-content-sha256"].ToString();
        if (!signature.IsPresigned)
        {
            return header.Length == 0 ? null : header;
        }

        return query["X-Amz-Content-Sha256"] ?? (signature.SignedHeaders.Contains("x-amz-content-sha256") ? header : SigV4.UnsignedPayload);
    }

    private SignatureFault? CheckScope(RequestSignature signature, SigningRules rules)
    {
        if (signature.Service != rules.SigningName)
        {
            return new(SignatureFaultKind.WrongService, rules.SigningName);
        }

        var inRegion = signature.Algorithm == SignatureAlgorithm.SigV4
            ? signature.Region == options.Region
            : signature.RegionSet?.Split(',', StringSplitOptions.TrimEntries) is { } regions && (regions.Contains("*") || regions.Contains(options.Region));
        if (!inRegion)
        {
            return new(SignatureFaultKind.WrongRegion, options.Region);
        }

        return signature.Timestamp.StartsWith(signature.Date, StringComparison.Ordinal) && signature.Date.Length == 8
            ? null
            : new(
                SignatureFaultKind.WrongDate,
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signature.Date}' != '{signature.Timestamp[..8]}', from '{signature.Timestamp}'.");
    }

    private SignatureFault? CheckTime(RequestSignature signature, SigningRules rules)
    {
        var now = timeProvider.GetUtcNow();
        if (signature.SignedAt > now + rules.FutureTolerance)
        {
            return new(
                SignatureFaultKind.Skewed,
                $"Signature not yet current: {signature.Timestamp} is still later than {Text(now + rules.FutureTolerance)} ({Text(now)} + {rules.FutureTolerance.TotalMinutes} min.)");
        }

        if (signature.Lifetime is { } lifetime)
        {
            return now <= signature.SignedAt + lifetime
                ? null
                : new(SignatureFaultKind.Expired, $"Signature expired: {signature.Timestamp} is now earlier than {Text(now - lifetime)} ({Text(now)} - {lifetime.TotalMinutes} min.)");
        }

        return signature.SignedAt >= now - rules.PastTolerance
            ? null
            : new(
                SignatureFaultKind.Skewed,
                $"Signature expired: {signature.Timestamp} is now earlier than {Text(now - rules.PastTolerance)} ({Text(now)} - {rules.PastTolerance.TotalMinutes} min.)");
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
