namespace Podcast.Functions.Feeds;

/// <summary>The XML namespaces of a feed.</summary>
internal static class FeedNamespaces
{
    public const string Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string History = "http://purl.org/syndication/history/1.0";
    public const string Podcasting = "https://podcastindex.org/namespace/1.0";
}
