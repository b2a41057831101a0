namespace Podcast.LocalAws.Auth;

/// <summary>
/// The credential of a signature, unchecked: SigV4 <c>key/date/region/service/aws4_request</c>, SigV4A the same without a region.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html.
/// </summary>
/// <param name="AccessKeyId">The access key.</param>
/// <param name="SigningName">The service.</param>
internal sealed record CredentialScope(string AccessKeyId, string SigningName)
{
    /// <summary>Reads it from the Authorization header or, for a presigned URL, the query; <see langword="null"/> when there is none.</summary>
    public static CredentialScope? Find(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("AWS4-", StringComparison.Ordinal))
        {
            const string marker = "Credential=";
            var start = authorization.IndexOf(marker, StringComparison.Ordinal);
            if (start < 0)
            {
                return null;
            }

            start += marker.Length;
            var end = authorization.AsSpan(start).IndexOfAny(',', ' ');
            return Parse(end < 0 ? authorization[start..] : authorization.Substring(start, end));
        }

        return request.Query.TryGetValue("X-Amz-Credential", out var credential) ? Parse(credential.ToString()) : null;
    }

    private static CredentialScope? Parse(string credential)
    {
        var parts = credential.Split('/');
        return parts.Length >= 4 && parts[^1] == "aws4_request" ? new(parts[0], parts[^2]) : null;
    }
}
