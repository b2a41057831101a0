using System.Globalization;

namespace Podcast.LocalAws.CloudFront.Api;

/// <summary>The page that a caller asks for by <c>Marker</c> and <c>MaxItems</c>.</summary>
/// <param name="Marker">The name or id of the last item of the page before; empty for the first page.</param>
/// <param name="MaxItems">How many items a page has at most.</param>
internal sealed record ListPage(string Marker, int MaxItems)
{
    private const int LargestPage = 100;

    /// <exception cref="Core.AwsException">MaxItems is no such number: InvalidArgument.</exception>
    public static ListPage Read(IQueryCollection query)
    {
        var text = query["MaxItems"].ToString();
        var maxItems = text.Length == 0 ? LargestPage
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LargestPage ? number
            : throw CloudFrontErrors.InvalidArgument($"MaxItems has to be from 1 to {LargestPage}, but is {text}.");
        return new(query["Marker"].ToString(), maxItems);
    }

    /// <summary>The items of the page, and the marker of the next one; <see langword="null"/> on the last page.</summary>
    /// <param name="items">All items.</param>
    /// <param name="keyOf">The name or id by which pages are ordered.</param>
    public (IReadOnlyList<T> Items, string? NextMarker) Take<T>(IEnumerable<T> items, Func<T, string> keyOf)
    {
        List<T> rest = [.. items.Where(item => string.CompareOrdinal(keyOf(item), Marker) > 0).OrderBy(keyOf, StringComparer.Ordinal)];
        return Take(rest, 0, keyOf);
    }

    /// <summary>The items of a page of a list that has an order of its own.</summary>
    /// <exception cref="Core.AwsException">The marker names no item: InvalidArgument.</exception>
    public (IReadOnlyList<T> Items, string? NextMarker) TakeInOrder<T>(List<T> items, Func<T, string> keyOf)
    {
        var start = Marker.Length == 0 ? 0 : items.FindIndex(item => keyOf(item) == Marker) + 1;
        return Marker.Length > 0 && start == 0
            ? throw CloudFrontErrors.InvalidArgument("The marker is not one that this operation returned.")
            : Take(items, start, keyOf);
    }

    private (IReadOnlyList<T> Items, string? NextMarker) Take<T>(List<T> items, int start, Func<T, string> keyOf)
    {
        List<T> page = [.. items.Skip(start).Take(MaxItems)];
        return (page, start + page.Count < items.Count ? keyOf(page[^1]) : null);
    }
}
