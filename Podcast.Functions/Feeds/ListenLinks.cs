namespace Podcast.Functions.Feeds;

/// <summary>
/// Addresses that open a feed in a podcast app, each by the app's own scheme: no web site in between learns the token. An app that is not installed does
/// nothing.
/// </summary>
internal static class ListenLinks
{
    private static readonly (string App, Func<Uri, string> Link)[] Apps =
    [
        // https://podlove.org/podlove-subscribe-button lists the schemes that have no page of their own: Apple's, Castro's and Podcast Addict's.
        ("Apple Podcasts", feed => "podcast://" + WithoutScheme(feed)),
        // https://support.pocketcasts.com/knowledge-base/linking-to-my-show/
        ("Pocket Casts", feed => "pktc://subscribe/" + WithoutScheme(feed)),
        // https://overcast.fm/podcasterinfo
        ("Overcast", feed => "overcast://x-callback-url/add?url=" + Uri.EscapeDataString(feed.OriginalString)),
        // The form with an s is for https.
        ("Castro", feed => "castros://subscribe/" + WithoutScheme(feed)),
        // https://antennapod.org/documentation/podcasters-hosters/add-on-antennapod
        ("AntennaPod", feed => "antennapod-subscribe://" + WithoutScheme(feed)),
        ("Podcast Addict", feed => "podcastaddict://" + WithoutScheme(feed)),
    ];

    public static IEnumerable<(string App, string Link)> To(string feed)
    {
        var address = new Uri(feed);
        return Apps.Select(app => (app.App, app.Link(address)));
    }

    private static string WithoutScheme(Uri feed) => feed.OriginalString[(feed.Scheme.Length + "://".Length)..];
}
