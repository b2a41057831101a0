using Podcast.Functions.ShowImports;

namespace Podcast.Functions.PublisherApi.ShowImports;

/// <summary>The import of a show.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Show">The show that gets the episodes.</param>
/// <param name="State"><c>reading</c>, <c>fetching</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it failed, or what of the show is missing.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="Total">How many episodes the feed has; 0 while it is read.</param>
/// <param name="Done">How many of them are here.</param>
/// <param name="Failed">How many will not come.</param>
internal sealed record ShowImportResponse(string Id, string Show, string State, string? Reason, DateTimeOffset CreatedAt, long Total, long Done, long Failed)
{
    public static ShowImportResponse From(ShowImport import) => new(
        import.Id,
        import.Show,
        import.State == ImportState.Fetching && import.Done + import.Failed >= import.Total ? ImportState.Done : import.State,
        import.Reason,
        DateTimeOffset.FromUnixTimeSeconds(import.CreatedAt),
        import.Total,
        import.Done,
        import.Failed);
}
