using System.Text;

namespace Podcast.LocalAws.Auth;

/// <summary>
/// What both sides of a signature compute from a request.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
/// </summary>
internal static class CanonicalRequest
{
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path as on the wire.</param>
    /// <param name="query">The decoded parameters.</param>
    /// <param name="signedHeaders">The names of the signed headers, in lower case and sorted.</param>
    /// <param name="valueOf">The value of a header; several values joined by commas.</param>
    /// <param name="payloadHash">The body's hash, or the word that stands in its place.</param>
    /// <param name="rules">The service's rules.</param>
    public static string Create(
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string>> query,
        IReadOnlyList<string> signedHeaders,
        Func<string, string?> valueOf,
        string payloadHash,
        SigningRules rules)
    {
        var text = new StringBuilder(512)
            .Append(method).Append('\n')
            .Append(rules.EncodesPathOnce ? EncodePathOnce(path) : EncodeNormalizedPath(path)).Append('\n')
            .Append(Query(query)).Append('\n');
        foreach (var name in signedHeaders)
        {
            AppendTrimmed(text.Append(name).Append(':'), valueOf(name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>S3: a key may hold <c>..</c> and <c>//</c>, so nothing is normalized, and the path on the wire is already encoded once.</summary>
    internal static string EncodePathOnce(string path) =>
        string.Join('/', path.Split('/').Select(segment => UriEncoding.Encode(UriEncoding.Decode(segment))));

    /// <summary>All other services: dot segments and empty segments go, and what is on the wire is encoded a second time.</summary>
    internal static string EncodeNormalizedPath(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/');
        foreach (var segment in segments)
        {
            switch (segment)
            {
                case "" or ".":
                    break;
                case "..":
                    if (kept.Count > 0)
                    {
                        kept.RemoveAt(kept.Count - 1);
                    }

                    break;
                default:
                    kept.Add(UriEncoding.Encode(segment));
                    break;
            }
        }

        var endsAsFolder = kept.Count > 0 && segments[^1] is "" or "." or "..";
        return $"/{string.Join('/', kept)}{(endsAsFolder && kept.Count > 0 ? "/" : "")}";
    }

    private static string Query(IEnumerable<KeyValuePair<string, string>> query) => string.Join(
        '&',
        query.Select(item => (Name: UriEncoding.Encode(item.Key), Value: UriEncoding.Encode(item.Value)))
            .OrderBy(item => item.Name, StringComparer.Ordinal)
            .ThenBy(item => item.Value, StringComparer.Ordinal)
            .Select(item => $"{item.Name}={item.Value}"));

    private static StringBuilder AppendTrimmed(StringBuilder text, string? value)
    {
        var spaces = false;
        foreach (var character in value.AsSpan().Trim())
        {
            if (character is ' ' or '\t' or '\r' or '\n')
            {
                spaces = true;
                continue;
            }

            if (spaces)
            {
                text.Append(' ');
                spaces = false;
            }

            text.Append(character);
        }

        return text;
    }
}
