using System.Security.Cryptography;
using System.Text;

namespace Amazon.CloudFrontKeyValueStore.Internal.Signing;

/// <summary>A request as it is signed, made from the request as it is sent.</summary>
/// <param name="Text">The canonical request.</param>
/// <param name="SignedHeaders">Names of the signed headers, in order, separated by semicolons.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal sealed record CanonicalRequest(string Text, string SignedHeaders)
{
    internal string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path as it is sent, percent-encoded; it is encoded once more, which every service but S3 wants.</param>
    /// <param name="query">Query as it is sent, without the question mark; may be empty.</param>
    /// <param name="headers">Headers to sign, the host among them; several lines of one name are joined.</param>
    /// <param name="payloadHash">SHA-256 of the body in lower-case hex.</param>
    internal static CanonicalRequest Create(
        string method, string path, string query, IEnumerable<KeyValuePair<string, string>> headers, string payloadHash)
    {
        var sorted = headers
            .GroupBy(header => header.Key.ToLowerInvariant(), header => CollapseSpaces(header.Value), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var signedHeaders = string.Join(';', sorted.Select(group => group.Key));
        var text = new StringBuilder()
            .Append(method).Append('\n')
            .Append(string.Join('/', (path.Length == 0 ? "/" : path).Split('/').Select(Encode))).Append('\n')
            .Append(GetQuery(query)).Append('\n');
        foreach (var group in sorted)
        {
            text.Append(group.Key).Append(':').AppendJoin(',', group).Append('\n');
        }

        text.Append('\n').Append(signedHeaders).Append('\n').Append(payloadHash);
        return new CanonicalRequest(text.ToString(), signedHeaders);
    }

    // Letters, digits and -_.~ stay: exactly what EscapeDataString leaves alone.
    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static string GetQuery(string query) => string.Join('&', query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Recode(pair[0]), Value: pair.Length == 2 ? Recode(pair[1]) : string.Empty))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Recode(string text) => Encode(Uri.UnescapeDataString(text));

    private static string CollapseSpaces(string value) =>
        string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
