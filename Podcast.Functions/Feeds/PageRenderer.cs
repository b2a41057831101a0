using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>Renders the page on which a subscriber listens.</summary>
internal sealed class PageRenderer(CatalogTable catalog, AudioOrigin audio, TimeProvider time)
{
    private const string ContentType = "text/html; charset=utf-8";

    public static PageRenderer Compose(FunctionServices services) => new(
        new(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time),
        new(() => services.Aws.S3, services.Environment.MediaBucket),
        services.Time);

    /// <summary>The page of all shows of an entry. With one show alone it is the page of that one.</summary>
    /// <param name="entry">What was decided.</param>
    /// <param name="address">Where the subscriber reaches the page.</param>
    /// <param name="conditions">What the viewer has and takes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<APIGatewayHttpApiV2ProxyResponse> RenderAllAsync(
        AccessEntry entry, FeedAddress address, FeedConditions conditions, CancellationToken cancellationToken)
    {
        if (entry.State != AccessState.Active)
        {
            return await SendAsync(PageWriter.WriteEnded(EndedNotice.For(entry.State, EndedNotice.English)), address, conditions).ConfigureAwait(false);
        }

        var now = time.GetUtcNow();
        var found = await Task.WhenAll(entry.Groups.SelectMany(group => group.ShowCodes.Select(async code =>
            await catalog.FindShowByCodeAsync(code, cancellationToken).ConfigureAwait(false) is { } show
                ? new ListedShow(show, new ShowAccess(show.Id, group.ExpiresAt).At(now))
                : null))).ConfigureAwait(false);
        ListedShow[] shows = [.. found.OfType<ListedShow>().OrderBy(listed => listed.Access).ThenBy(listed => listed.Show.Title, StringComparer.Ordinal)];
        return shows is [var only]
            ? await RenderAsync(new(only.Show.Id, null), only.Access, address, conditions, cancellationToken).ConfigureAwait(false)
            : await SendAsync(PageWriter.WriteShows(shows, address), address, conditions).ConfigureAwait(false);
    }

    /// <param name="path">The show; 404 when there is none.</param>
    /// <param name="access">What was decided about it.</param>
    /// <param name="address">Where the subscriber reaches the page.</param>
    /// <param name="conditions">What the viewer has and takes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<APIGatewayHttpApiV2ProxyResponse> RenderAsync(
        PagePath path, AccessState access, FeedAddress address, FeedConditions conditions, CancellationToken cancellationToken)
    {
        var reading = catalog.FindShowAsync(path.Show!, cancellationToken);
        var page = access == AccessState.Active
            ? await catalog.FindFeedAsync(path.Show!, path.Archive, time.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            : new([]);
        if (await reading.ConfigureAwait(false) is not { } show || page is null)
        {
            return await catalog.IsShowDeletedAsync(path.Show!, cancellationToken).ConfigureAwait(false)
                ? HttpText.PlainText(410, "This show was deleted by its publisher.")
                : HttpText.NotFound();
        }

        var html = access == AccessState.Active
            ? PageWriter.WriteShow(show, page, address)
            : PageWriter.WriteEnded(show, EndedNotice.For(access, show.Language), address);
        return await SendAsync(html, address, conditions).ConfigureAwait(false);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> SendAsync(ReadOnlyMemory<byte> html, FeedAddress address, FeedConditions conditions)
    {
        var assets = address.Site.TrimEnd('/') + PageAssets.Folder;
        var bucket = await audio.FindAsync().ConfigureAwait(false);
        return new ViewerDocument(html, ContentType)
        {
            // Nothing of another site is loaded, and nothing runs but what this function delivers. hls.js plays from blobs.
            ContentSecurityPolicy =
                $"default-src 'none'; script-src {assets}; style-src {assets}; img-src 'self'; media-src 'self' blob: {bucket}; "
                + $"connect-src 'self' {bucket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        }.Respond(conditions);
    }
}
