namespace Podcast.Functions.ShowImports;

/// <summary>Feeds that are kept for some days in the ingest bucket.</summary>
internal static class FeedFiles
{
    /// <summary>No show has such an id, so that no recording is among them. The bucket's lifecycle names it, too.</summary>
    public const string Prefix = "_feeds/";
}
