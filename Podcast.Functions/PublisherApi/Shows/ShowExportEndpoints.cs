using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Feeds;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary><c>GET /shows/{show}/export</c>: the show with all published and scheduled episodes as one feed, from which another host takes everything over.</summary>
internal sealed class ShowExportEndpoints(
    CatalogTable catalog, EpisodeQueries episodes, Func<IAmazonS3> s3, string mediaBucket, string ingestBucket, string viewerUrl, TimeProvider time)
{
    private const int PageSize = 100;
    private const string ContentType = "application/rss+xml; charset=utf-8";

    /// <summary>
    /// A larger feed is led to in S3: Lambda takes 6 MB from a function, in which each character that JSON escapes has six.
    /// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    /// </summary>
    private const int MaxBytesOfResponse = 1024 * 1024;

    private const int NameLength = 32;

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
            files[key] = await PresignAsync(mediaBucket, key).ConfigureAwait(false);
        }

        var address = FeedAddress.ForExport(viewerUrl + "/", $"https://{request.Host}/shows/{id}/export", files);
        var feed = FeedWriter.Write(show, new FeedPage(exported), address, time.GetUtcNow());
        return feed.Length <= MaxBytesOfResponse
            ? new(200, new ApiText(Encoding.UTF8.GetString(feed.Span), ContentType))
            : new((int)HttpStatusCode.SeeOther, null) { Location = await StoreAsync(show, feed, cancellationToken).ConfigureAwait(false) };
    }

    private static IEnumerable<string> KeysOf(Episode episode)
    {
        yield return episode.MediaKey;
        if (episode.Chapters is { } chapters)
        {
            yield return episode.KeyOf(chapters);
        }

        foreach (var transcript in episode.Details.Transcripts)
        {
            yield return episode.KeyOf(transcript.File);
        }
    }

    private async Task<string> StoreAsync(Show show, ReadOnlyMemory<byte> feed, CancellationToken cancellationToken)
    {
        var key = $"{FeedFiles.Prefix}exports/{show.Id}-{RandomNumberGenerator.GetHexString(NameLength, lowercase: true)}.xml";
        using var stream = new MemoryStream(feed.ToArray(), writable: false);
        await s3().PutObjectAsync(
            new() { BucketName = ingestBucket, Key = key, InputStream = stream, ContentType = ContentType }, cancellationToken).ConfigureAwait(false);
        return await PresignAsync(ingestBucket, key).ConfigureAwait(false);
    }

    private Task<string> PresignAsync(string bucket, string key)
    {
        var client = s3();
        var request = new GetPreSignedUrlRequest { BucketName = bucket, Key = key, Verb = HttpVerb.GET, Expires = (time.GetUtcNow() + Lifetime).UtcDateTime };
        if (client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Protocol = Protocol.HTTP;
        }

        return client.GetPreSignedURLAsync(request);
    }
}
