namespace Podcast.Functions.Catalog;

/// <summary>
/// One document of a feed: the one that apps subscribe to, with the newest episodes, or an archive, whose episodes never change. Archives are
/// numbered from the oldest. https://www.rfc-editor.org/rfc/rfc5005#section-4
/// </summary>
/// <param name="Episodes">Newest first.</param>
/// <param name="Archive">The archive's number; null for the document that apps subscribe to.</param>
/// <param name="LastArchive">The number of the newest archive; 0 when there is none.</param>
internal sealed record FeedPage(IReadOnlyList<Episode> Episodes, int? Archive = null, int LastArchive = 0)
{
    /// <summary>How many episodes a document has at most.</summary>
    public const int Length = 300;

    /// <summary>The archive with the episodes before these; null when there are none.</summary>
    public int? PreviousArchive => (Archive - 1 ?? LastArchive) is > 0 and var previous ? previous : null;

    /// <summary>The archive with the episodes after these.</summary>
    public int? NextArchive => Archive < LastArchive ? Archive + 1 : null;

    /// <summary>The number of the newest archive of a show: archives hold what the newest <see cref="Length"/> episodes are not, and are full.</summary>
    public static int CountArchives(int episodes) => Math.Max(0, (episodes - 1) / Length);
}
