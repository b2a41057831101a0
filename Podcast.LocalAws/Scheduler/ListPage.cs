using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Scheduler;

/// <summary>One page of a list: <c>MaxResults</c>, <c>NextToken</c>.</summary>
internal static class ListPage
{
    private const int Largest = 100;

    /// <param name="query">The query of the request.</param>
    /// <param name="member">The response's member for the items.</param>
    /// <param name="items">All items, in ordinal order of their keys.</param>
    /// <param name="keyOf">The unique key of an item.</param>
    /// <param name="describe">An item in the response.</param>
    /// <exception cref="AwsException">The limit or the token is wrong.</exception>
    public static JsonObject Of<T>(IQueryCollection query, string member, IEnumerable<T> items, Func<T, string> keyOf, Func<T, JsonNode> describe)
    {
        var limit = Limit(query);
        // The last item of the page before: it stays right when others come and go.
        var after = Token(query);
        var page = items.SkipWhile(item => after is not null && string.CompareOrdinal(keyOf(item), after) <= 0).Take(limit + 1).ToList();
        var document = new JsonObject { [member] = new JsonArray([.. page.Take(limit).Select(describe)]) };
        if (page.Count > limit)
        {
            document["NextToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(keyOf(page[limit - 1])));
        }

        return document;
    }

    /// <summary>A member of the query; <see langword="null"/> when it is absent or empty.</summary>
    public static string? Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private static int Limit(IQueryCollection query) => Text(query, "MaxResults") switch
    {
        null => Largest,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Largest => limit,
        var text => throw SchedulerErrors.Constraint("maxResults", text, $"have value between 1 and {Largest}"),
    };

    private static string? Token(IQueryCollection query)
    {
        if (Text(query, "NextToken") is not { } token)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length])
            : throw SchedulerErrors.Invalid("Invalid NextToken.");
    }
}
