using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>Renders the feed of one subscriber.</summary>
internal sealed class FeedRenderer(CatalogTable catalog, FunctionMetrics metrics, TimeProvider time)
{
    private const string ContentType = "application/rss+xml; charset=utf-8";

    public static FeedRenderer Compose(FunctionServices services) =>
        new(new(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time), services.Metrics, services.Time);

    /// <param name="path">The show; 404 when there is none.</param>
    /// <param name="access">What was decided.</param>
    /// <param name="address">Where the subscriber reaches the feed.</param>
    /// <param name="conditions">What the viewer has and takes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<APIGatewayHttpApiV2ProxyResponse> RenderAsync(
        FeedPath path, AccessState access, FeedAddress address, FeedConditions conditions, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var reading = catalog.FindShowAsync(path.Show, cancellationToken);
        var page = access == AccessState.Active
            ? await catalog.FindFeedAsync(path.Show, path.Archive, now, cancellationToken).ConfigureAwait(false)
            : new([]);
        if (await reading.ConfigureAwait(false) is not { } show || page is null)
        {
            return await catalog.IsShowDeletedAsync(path.Show, cancellationToken).ConfigureAwait(false)
                ? HttpText.PlainText(410, "This show was deleted by its publisher.")
                : HttpText.NotFound();
        }

        metrics.Record(FunctionMetric.FeedsServed, 1);
        if (access != AccessState.Active)
        {
            var kept = show.OnEnd == OnEnd.Keep
                ? await catalog.FindFeedAsync(path.Show, archive: null, now, cancellationToken).ConfigureAwait(false)
                : null;

            // Older than every feed: when access comes back, no viewer takes the feed for the copy that it has.
            var ended = FeedWriter.WriteEnded(show, EndedNotice.For(access, show.Language), kept?.Episodes ?? [], address, now);
            return Respond(new(ended, ContentType) { Shown = DateTimeOffset.UnixEpoch }, conditions);
        }

        var modified = ModifiedAt(show, page);
        // What changes twice within a second has the same date twice; a copy of that second is not the last word.
        var shown = now - modified < TimeSpan.FromSeconds(1) ? modified.AddSeconds(-1) : modified;
        return Respond(new(FeedWriter.Write(show, page, address, modified), ContentType) { Modified = modified, Shown = shown }, conditions);
    }

    private static APIGatewayHttpApiV2ProxyResponse Respond(ViewerDocument feed, FeedConditions conditions)
    {
        try
        {
            return feed.Respond(conditions);
        }
        finally
        {
            FeedXml.Release(feed.Content);
        }
    }

    private static DateTimeOffset ModifiedAt(Show show, FeedPage page) => DateTimeOffset.FromUnixTimeSeconds(
        page.Episodes.Aggregate(show.UpdatedAt, (latest, episode) => Math.Max(latest, Math.Max(episode.PublishedAt, episode.Details.UpdatedAt))));
}
