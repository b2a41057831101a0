using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Feeds;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary><c>GET /shows/{show}/export</c>: the show with all published and scheduled episodes as one feed, from which another host takes everything over.</summary>
internal sealed class ShowExportEndpoints(CatalogTable catalog, EpisodeQueries episodes, Func<IAmazonS3> s3, string mediaBucket, string viewerUrl, TimeProvider time)
{
    private const int PageSize = 100;

    /// <summary>The longest that the credentials of a function last.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public async Task<ApiResult> ExportAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is not { } show)
        {
            return Problem.NotFound("This show");
        }

        var exported = new List<Episode>();
        EpisodeCursor? next = null;
        do
        {
            var page = await episodes.ListAsync(id, state: null, next, PageSize, cancellationToken).ConfigureAwait(false);
            exported.AddRange(page.Episodes.Where(episode => episode.Publication == Publication.Published).Select(episode => episode.Audio).OfType<Episode>());
            next = page.Next;
        }
        while (next is not null);

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in exported.SelectMany(KeysOf))
        {
            files[key] = await PresignAsync(key).ConfigureAwait(false);
        }

        var address = FeedAddress.ForExport(viewerUrl + "/", $"https://{request.Host}/shows/{id}/export", files);
        var feed = FeedWriter.Write(show, new FeedPage(exported), address, time.GetUtcNow());
        return new(200, new ApiText(Encoding.UTF8.GetString(feed.Span), "application/rss+xml; charset=utf-8"));
    }

    private static IEnumerable<string> KeysOf(Episode episode) =>
        [episode.MediaKey, .. episode.Details.Transcripts.Select(transcript => episode.KeyOf(transcript.File)), .. episode.Details.Chapters is { } chapters ? [episode.KeyOf(chapters)] : Array.Empty<string>()];

    private Task<string> PresignAsync(string key)
    {
        var client = s3();
        var request = new GetPreSignedUrlRequest { BucketName = mediaBucket, Key = key, Verb = HttpVerb.GET, Expires = (time.GetUtcNow() + Lifetime).UtcDateTime };
        if (client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Protocol = Protocol.HTTP;
        }

        return client.GetPreSignedURLAsync(request);
    }
}
