using System.Globalization;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Logs;

/// <summary>Pages of lists that are read by a token, which is the place where the next page begins.</summary>
internal static class LogPage
{
    /// <summary>Where the page of a request begins.</summary>
    /// <exception cref="Core.AwsException">The token is none of these.</exception>
    public static int Start(JsonObject input) => LogsInput.OptionalText(input, "nextToken") switch
    {
        null => 0,
        var token when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start) => start,
        _ => throw LogsErrors.Invalid("The specified nextToken is invalid."),
    };

    public static JsonObject Write<T>(string member, IReadOnlyList<T> items, int start, int limit, Func<T, JsonNode> describe)
    {
        var page = items.Skip(start).Take(limit).ToList();
        var output = new JsonObject { [member] = new JsonArray([.. page.Select(describe)]) };
        if (start + page.Count < items.Count)
        {
            output["nextToken"] = (start + page.Count).ToString(CultureInfo.InvariantCulture);
        }

        return output;
    }
}
