using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>Renders the feed of one subscriber.</summary>
internal sealed class FeedRenderer(CatalogTable catalog, FunctionMetrics metrics, TimeProvider time)
{
    public static FeedRenderer Compose(FunctionServices services) =>
        new(new(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time), services.Metrics, services.Time);

    /// <param name="showId">The show; 404 when there is none.</param>
    /// <param name="access">What was decided.</param>
    /// <param name="address">Where the subscriber reaches the feed.</param>
    /// <param name="ifNoneMatch">The ETag of the copy that the viewer has.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<APIGatewayHttpApiV2ProxyResponse> RenderAsync(
        string showId, AccessState access, FeedAddress address, string? ifNoneMatch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var reading = catalog.FindShowAsync(showId, cancellationToken);
        var episodes = access == AccessState.Active
            ? await catalog.GetFeedAsync(showId, now, cancellationToken).ConfigureAwait(false)
            : [];
        if (await reading.ConfigureAwait(false) is not { } show)
        {
            return HttpText.NotFound();
        }

        var feed = access == AccessState.Active
            ? FeedWriter.Write(show, episodes, address)
            : FeedWriter.WriteEnded(show, EndedNotice.For(access), address, now);
        metrics.Record(FunctionMetric.FeedsServed, 1, FunctionMetricUnit.Count);
        return Send(feed, ifNoneMatch);
    }

    private static APIGatewayHttpApiV2ProxyResponse Send(string feed, string? ifNoneMatch)
    {
        var etag = $"\"{Digest.Hash(feed)}\"";
        var headers = new Dictionary<string, string>
        {
            // Every poll reaches the function, so that the end of a subscription shows at once; an unchanged feed costs a 304.
            ["cache-control"] = "private, no-cache",
            ["etag"] = etag,
        };
        if (ifNoneMatch?.Contains(etag, StringComparison.Ordinal) == true)
        {
            return new() { StatusCode = 304, Headers = headers };
        }

        headers["content-type"] = "application/rss+xml; charset=utf-8";
        return new() { StatusCode = 200, Headers = headers, Body = feed };
    }
}
