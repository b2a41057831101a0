namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>Which headers a policy includes.</summary>
/// <param name="ViewerHeaders">Whether all headers of the viewer are in, apart from <paramref name="Excluded"/>.</param>
/// <param name="Included">Headers that are in by name; also <c>CloudFront-…</c> headers, which CloudFront makes.</param>
/// <param name="Excluded">Headers that are not in although <paramref name="ViewerHeaders"/> says all.</param>
internal sealed record HeaderSelection(bool ViewerHeaders, IReadOnlySet<string> Included, IReadOnlySet<string> Excluded)
{
    public static readonly HeaderSelection None = Only([]);

    public static HeaderSelection Only(IEnumerable<string> names) => new(false, SetOf(names), SetOf([]));

    public static HeaderSelection AllViewer(IEnumerable<string> alsoIncluded, IEnumerable<string> excluded) => new(true, SetOf(alsoIncluded), SetOf(excluded));

    public bool Includes(string name) => Included.Contains(name) || (ViewerHeaders && !Excluded.Contains(name));

    private static HashSet<string> SetOf(IEnumerable<string> names) => names.ToHashSet(StringComparer.OrdinalIgnoreCase);
}
