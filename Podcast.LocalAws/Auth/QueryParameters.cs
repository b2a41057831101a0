using System.Text;

namespace Podcast.LocalAws.Auth;

/// <summary>The parameters of a query in the order sent. Only percent encoding is undone; names are case-sensitive, as AWS's are.</summary>
internal sealed class QueryParameters
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    private QueryParameters()
    {
    }

    public IReadOnlyList<KeyValuePair<string, string>> Items => _items;

    /// <summary>The first value of a parameter, or <see langword="null"/>.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _items)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    public static QueryParameters Parse(string query)
    {
        var parameters = new QueryParameters();
        foreach (var range in query.AsSpan().Split('&'))
        {
            var item = query[range];
            if (item.Length == 0)
            {
                continue;
            }

            var equals = item.IndexOf('=');
            var (name, value) = equals < 0 ? (item, "") : (item[..equals], item[(equals + 1)..]);
            parameters._items.Add(new(Decode(name), Decode(value)));
        }

        return parameters;
    }

    public bool Contains(string name) => this[name] is not null;

    private static string Decode(string value) => value.Contains('%') ? Encoding.UTF8.GetString(UriEncoding.Decode(value)) : value;
}
