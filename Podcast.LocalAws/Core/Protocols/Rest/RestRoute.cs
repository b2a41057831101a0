using System.Text;

namespace Podcast.LocalAws.Core.Protocols.Rest;

/// <summary>
/// The method and the path of one operation, such as <c>GET /schedules/{Name}</c>. A label is one segment; one that ends in a plus, such as
/// <c>{ResourceArn+}</c>, is all that follow. A query, such as <c>?Operation=Tag</c>, is part of what tells the operation; the parameters that it may
/// have besides are at the end, such as <c>GET /schedules{?MaxResults,NextToken}</c>. See https://smithy.io/2.0/spec/http-bindings.html.
/// </summary>
internal sealed class RestRoute
{
    // Half a surrogate pair in the place of bytes that are not UTF-8, so that no name equals the label.
    private const string Invalid = "\uD800";

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly string _method;
    private readonly string[] _segments;
    private readonly (string Name, string Value)[] _query;
    private readonly HashSet<string> _parameters;

    public RestRoute(string route)
    {
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        var optional = route.IndexOf("{?", StringComparison.Ordinal);
        var target = RequestTarget.Parse(optional < 0 ? route[(space + 1)..] : route[(space + 1)..optional]);
        _method = route[..space];
        _segments = Split(target.Path);
        _query = [.. target.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=') is [var name, var value] ? (name, value) : (part, ""))];
        _parameters = [.. _query.Select(part => part.Name), .. optional < 0 ? [] : route[(optional + 2)..^1].Split(',')];
    }

    /// <summary>The segments of a path, still encoded, without empty ones.</summary>
    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// A query parameter that the operation does not take here; <see langword="null"/> without one. Those of a presigned request are no operation's, nor is the
    /// name that some SDKs repeat.
    /// </summary>
    public string? FindUnknown(IQueryCollection query) => query.Keys.FirstOrDefault(name =>
        !_parameters.Contains(name) && !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) && name != "x-id");

    /// <returns>The labels, decoded; <see langword="null"/> when the request is for another operation.</returns>
    public IReadOnlyDictionary<string, string>? Match(string method, string[] segments, IQueryCollection? query = null)
    {
        var isGreedy = _segments.Length > 0 && _segments[^1].EndsWith("+}", StringComparison.Ordinal);
        if (method != _method || (isGreedy ? segments.Length < _segments.Length : segments.Length != _segments.Length) || !MatchesQuery(query))
        {
            return null;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (!_segments[i].StartsWith('{') && _segments[i] != segments[i])
            {
                return null;
            }
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _segments.Length; i++)
        {
            if (!_segments[i].StartsWith('{'))
            {
                continue;
            }

            var isLast = isGreedy && i == _segments.Length - 1;
            labels[isLast ? _segments[i][1..^2] : _segments[i][1..^1]] = Decode(isLast ? string.Join('/', segments[i..]) : segments[i]);
        }

        return labels;
    }

    private bool MatchesQuery(IQueryCollection? query)
    {
        foreach (var (name, value) in _query)
        {
            if (query is null || !query.TryGetValue(name, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }

    private static string Decode(string label)
    {
        if (!label.Contains('%', StringComparison.Ordinal))
        {
            return label;
        }

        var bytes = new byte[label.Length];
        var count = 0;
        for (var i = 0; i < label.Length; i++)
        {
            var isEncoded = label[i] == '%' && i + 2 < label.Length && char.IsAsciiHexDigit(label[i + 1]) && char.IsAsciiHexDigit(label[i + 2]);
            bytes[count++] = isEncoded ? Convert.ToByte(label.Substring(i + 1, 2), 16) : (byte)label[i];
            i += isEncoded ? 2 : 0;
        }

        try
        {
            return Utf8.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return Invalid;
        }
    }
}
