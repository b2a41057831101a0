using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Podcast.LocalAws.Auth;

/// <summary>
/// Reads a signature from the Authorization header, or from the query of a presigned URL.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html.
/// </summary>
internal static class SignatureParser
{
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";

    private static readonly string[] RequiredParameters = ["X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date", "X-Amz-Expires"];

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    /// <returns>The signature, or why there is none.</returns>
    public static (RequestSignature? Signature, SignatureFault? Fault) Parse(IHeaderDictionary headers, QueryParameters query)
    {
        var authorization = headers.Authorization.ToString();
        var presigned = query.Contains("X-Amz-Algorithm") || query.Contains("X-Amz-Signature");
        return (authorization.Length > 0, presigned) switch
        {
            (false, false) => Fault(query.Contains("AWSAccessKeyId") && query.Contains("Signature") ? SignatureFaultKind.SignatureVersion2 : SignatureFaultKind.Missing),
            (true, true) => Fault(SignatureFaultKind.Ambiguous),
            (true, false) => ParseHeader(authorization, headers),
            (false, true) => ParseQuery(query),
        };
    }

    /// <summary>Reads the fields of a form; SigV4 alone signs those.</summary>
    /// <returns>The signature, or why there is none.</returns>
    public static (RequestSignature? Signature, SignatureFault? Fault) ParseForm(
        string algorithm, string credential, string timestamp, string signature, string? sessionToken) =>
        algorithm == SigV4.Algorithm
            ? Create(SignatureAlgorithm.SigV4, credential, timestamp, "", signature, EmptyAsNull(sessionToken), null, null)
            : Fault(SignatureFaultKind.UnsupportedAlgorithm);

    private static (RequestSignature?, SignatureFault?) ParseHeader(string authorization, IHeaderDictionary headers)
    {
        var space = authorization.IndexOf(' ');
        if (!TryParseAlgorithm(space < 0 ? authorization : authorization[..space], out var algorithm))
        {
            return Fault(authorization.StartsWith("AWS ", StringComparison.Ordinal) ? SignatureFaultKind.SignatureVersion2 : SignatureFaultKind.UnsupportedAlgorithm);
        }

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var range in authorization.AsSpan(space + 1).Split(','))
        {
            var part = authorization.AsSpan(space + 1)[range].Trim();
            var equals = part.IndexOf('=');
            var value = equals < 0 ? null : part[(equals + 1)..].ToString();
            switch (equals < 0 ? part : part[..equals])
            {
                case "Credential":
                    credential = value;
                    break;
                case "SignedHeaders":
                    signedHeaders = value;
                    break;
                case "Signature":
                    signature = value;
                    break;
            }
        }

        var timestamp = headers["x-amz-date"].ToString();
        if (timestamp.Length == 0 && HeaderUtilities.TryParseDate(headers.Date.ToString(), out var date))
        {
            timestamp = date.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);
        }

        var missing = string.Concat(
            string.IsNullOrEmpty(credential) ? "Authorization header requires 'Credential' parameter. " : "",
            string.IsNullOrEmpty(signature) ? "Authorization header requires 'Signature' parameter. " : "",
            string.IsNullOrEmpty(signedHeaders) ? "Authorization header requires 'SignedHeaders' parameter. " : "",
            timestamp.Length == 0 ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " : "");
        return missing.Length > 0
            ? Fault(SignatureFaultKind.Incomplete, missing.TrimEnd())
            : Create(
                algorithm,
                credential!,
                timestamp,
                signedHeaders!,
                signature!,
                EmptyAsNull(headers["x-amz-security-token"].ToString()),
                EmptyAsNull(headers["x-amz-region-set"].ToString()),
                null);
    }

    private static (RequestSignature?, SignatureFault?) ParseQuery(QueryParameters query)
    {
        if (!TryParseAlgorithm(query["X-Amz-Algorithm"] ?? "", out var algorithm))
        {
            return Fault(SignatureFaultKind.UnsupportedAlgorithm, inQuery: true);
        }

        var missing = string.Concat(
            from name in RequiredParameters
            where string.IsNullOrEmpty(query[name])
            select $"AWS query-string parameters must include '{name}'. ");
        if (missing.Length > 0)
        {
            return Fault(SignatureFaultKind.Incomplete, missing.TrimEnd(), true);
        }

        if (!long.TryParse(query["X-Amz-Expires"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return Fault(SignatureFaultKind.InvalidLifetime, "X-Amz-Expires should be a number", true);
        }

        if (seconds < 0)
        {
            return Fault(SignatureFaultKind.InvalidLifetime, "X-Amz-Expires must be non-negative", true);
        }

        return seconds > LongestLifetime.TotalSeconds
            ? Fault(
                SignatureFaultKind.InvalidLifetime,
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
                true)
            : Create(
                algorithm,
                query["X-Amz-Credential"]!,
                query["X-Amz-Date"]!,
                query["X-Amz-SignedHeaders"]!,
                query["X-Amz-Signature"]!,
                EmptyAsNull(query["X-Amz-Security-Token"]),
                EmptyAsNull(query["X-Amz-Region-Set"]),
                TimeSpan.FromSeconds(seconds));
    }

    private static (RequestSignature?, SignatureFault?) Create(
        SignatureAlgorithm algorithm,
        string credential,
        string timestamp,
        string signedHeaders,
        string signature,
        string? sessionToken,
        string? regionSet,
        TimeSpan? lifetime)
    {
        var scope = credential.Split('/');
        var parts = algorithm == SignatureAlgorithm.SigV4 ? 5 : 4;
        if (scope.Length != parts || scope[^1] != RequestSignature.Terminator || scope.Any(part => part.Length == 0))
        {
            var form = parts == 5 ? "<access key>/<date>/<region>/<service>/aws4_request" : "<access key>/<date>/<service>/aws4_request";
            return Fault(SignatureFaultKind.Incomplete, $"Credential must have exactly {parts} slash-delimited elements, in the form {form}.", lifetime is not null);
        }

        if (!DateTimeOffset.TryParseExact(timestamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            return Fault(SignatureFaultKind.Incomplete, "Date must be in ISO-8601 'basic format'.", lifetime is not null);
        }

        var signed = new RequestSignature
        {
            Algorithm = algorithm,
            AccessKeyId = scope[0],
            Date = scope[1],
            Region = algorithm == SignatureAlgorithm.SigV4 ? scope[2] : null,
            Service = scope[^2],
            SignedHeaders = signedHeaders.Split(';'),
            Signature = signature,
            Timestamp = timestamp,
            SignedAt = signedAt,
            Lifetime = lifetime,
            SessionToken = sessionToken,
            RegionSet = regionSet,
        };
        return (signed, null);
    }

    private static bool TryParseAlgorithm(string name, out SignatureAlgorithm algorithm)
    {
        algorithm = name == SigV4A.Algorithm ? SignatureAlgorithm.SigV4A : SignatureAlgorithm.SigV4;
        return name is SigV4A.Algorithm or SigV4.Algorithm;
    }

    private static string? EmptyAsNull(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static (RequestSignature?, SignatureFault?) Fault(SignatureFaultKind kind, string detail = "", bool inQuery = false) =>
        (null, new(kind, detail, inQuery));
}
