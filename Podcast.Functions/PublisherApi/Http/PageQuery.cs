using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>The parameters <c>limit</c> and <c>cursor</c>. A cursor is a place in a list; only this API makes and reads it.</summary>
internal static class PageQuery
{
    // A list that is merged from all shards of an index has a place in each.
    private const int MaxCursorLength = 3_000;

    /// <returns>Null when the value is not a number from 1 to <paramref name="max"/>.</returns>
    public static int? ReadLimit(ApiRequest request, int standard, int max) =>
        !request.Query.TryGetValue("limit", out var text) ? standard
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 && limit <= max ? limit
        : null;

    public static Problem InvalidLimit(int max) => Problem.InvalidQuery($"'limit' has to be 1 to {max}.");

    public static Problem InvalidCursor() => Problem.InvalidQuery("'cursor' has to be one that this list returned. Without it, the list starts at the beginning.");

    /// <summary>Whether the table refused a place that no list has returned: only the table knows what it starts at.</summary>
    public static bool IsInvalidPlace(Exception failure) =>
        failure is AmazonDynamoDBException { ErrorCode: "ValidationException" } refused && refused.Message.Contains("starting key", StringComparison.OrdinalIgnoreCase);

    public static string Encode(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <returns>False for an invalid cursor; <paramref name="place"/> is null without a cursor.</returns>
    public static bool TryReadCursor(string? cursor, out string? place)
    {
        place = null;
        if (cursor is null)
        {
            return true;
        }

        if (cursor.Length is 0 or > MaxCursorLength || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return place.Length > 0;
    }
}
