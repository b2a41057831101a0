namespace Podcast.LocalAws.Core.Protocols.RestJson;

/// <summary>
/// The method and the path of one operation, such as <c>GET /schedules/{Name}</c>. A label is one segment; one that ends in a plus, such as
/// <c>{ResourceArn+}</c>, is all that follow. The query parameters that the operation takes come after a question mark:
/// <c>GET /schedules?MaxResults&amp;NextToken</c>. See https://smithy.io/2.0/spec/http-bindings.html.
/// </summary>
internal sealed class RestRoute
{
    private readonly string _method;
    private readonly string[] _segments;
    private readonly HashSet<string> _parameters;

    public RestRoute(string route)
    {
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        _method = route[..space];
        var target = route[(space + 1)..].Split('?');
        _segments = Split(target[0]);
        _parameters = target.Length > 1 ? [.. target[1].Split('&')] : [];
    }

    /// <summary>The segments of a path, still encoded, without empty ones.</summary>
    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A query parameter that the operation does not take here; <see langword="null"/> without one. Those of a presigned request are no operation's.</summary>
    public string? FindUnknown(IQueryCollection query) =>
        query.Keys.FirstOrDefault(name => !_parameters.Contains(name) && !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase));

    /// <returns>The labels, decoded; <see langword="null"/> when the request is for another operation.</returns>
    public IReadOnlyDictionary<string, string>? Match(string method, string[] segments)
    {
        var isGreedy = _segments.Length > 0 && _segments[^1].EndsWith("+}", StringComparison.Ordinal);
        if (method != _method || (isGreedy ? segments.Length < _segments.Length : segments.Length != _segments.Length))
        {
            return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _segments.Length; i++)
        {
            if (!_segments[i].StartsWith('{'))
            {
                if (_segments[i] != segments[i])
                {
                    return null;
                }
            }
            else if (isGreedy && i == _segments.Length - 1)
            {
                labels[_segments[i][1..^2]] = Uri.UnescapeDataString(string.Join('/', segments[i..]));
            }
            else
            {
                labels[_segments[i][1..^1]] = Uri.UnescapeDataString(segments[i]);
            }
        }

        return labels;
    }
}
