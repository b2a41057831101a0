using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.PublisherApi.ShowImports;

/// <summary><c>POST /imports/shows</c> and <c>GET /imports/{import}</c>: a show moves here with its feed.</summary>
internal sealed class ShowImportEndpoints(
    ImportTable imports, ImportStarter starter, EpisodeQueries episodes, Func<IAmazonS3> s3, string ingestBucket, bool allowsPrivateAddresses, TimeProvider time)
{
    /// <summary>What a request may have, with its encoding: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.</summary>
    private const int MaxFeedBytes = 4 * 1024 * 1024;

    private const int IdLength = 20;

    public async Task<ApiResult> StartAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var isFeed = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is "application/rss+xml" or "application/xml" or "text/xml";
        var (body, problem) = isFeed
            ? (new ImportShowRequest { Show = request.Query.GetValueOrDefault("show") }, request.Body.Length > MaxFeedBytes ? Problem.TooLarge(MaxFeedBytes) : null)
            : BodyReader.Read<ImportShowRequest>(request);
        if (body is null || problem is not null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        errors.Require(Slug.IsValid(body.Show), "show", $"Has to be the id of a show, there already or not: {Slug.Rule}.");
        var url = isFeed ? null : errors.WebAddress(body.Url ?? "", "url");
        errors.Require(
            url is null || allowsPrivateAddresses || IsMaybePublic(new(url)), "url", "Has to be an address of the internet: this one is of a private network.");
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var digest = isFeed ? Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)) : null;
        if (await FindUnderWayAsync(body.Show!, url, digest, cancellationToken).ConfigureAwait(false) is { } underWay)
        {
            return Accepted(underWay);
        }

        var import = new ShowImport
        {
            Id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true),
            Show = body.Show!,
            Url = url,
            Digest = digest,
            State = ImportState.Reading,
            CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (isFeed)
        {
            using var feed = new MemoryStream(request.Body.ToArray(), writable: false);
            await s3().PutObjectAsync(
                new() { BucketName = ingestBucket, Key = import.FeedKey, InputStream = feed, ContentType = "application/xml" },
                cancellationToken).ConfigureAwait(false);
        }

        await imports.TryPutAsync(import, cancellationToken).ConfigureAwait(false);
        await imports.RememberAsync(import, cancellationToken).ConfigureAwait(false);
        await starter.StartAsync(import.Id, null, cancellationToken).ConfigureAwait(false);
        return Accepted(ShowImportResponse.From(import, [], new Dictionary<string, EpisodeState>()));
    }

    public async Task<ApiResult> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length != IdLength || await imports.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } import)
        {
            return Problem.NotFound("This import");
        }

        return new(200, await DescribeAsync(import, cancellationToken).ConfigureAwait(false));
    }

    // The same request again returns the import that is under way: a second one would fetch everything twice.
    private async Task<ShowImportResponse?> FindUnderWayAsync(string show, string? url, string? digest, CancellationToken cancellationToken) =>
        await imports.FindLatestAsync(show, cancellationToken).ConfigureAwait(false) is { } latest
        && (latest.Url, latest.Digest) == (url, digest)
        && await DescribeAsync(latest, cancellationToken).ConfigureAwait(false) is { State: ImportState.Reading or ImportState.Fetching } underWay
            ? underWay
            : null;

    private async Task<ShowImportResponse> DescribeAsync(ShowImport import, CancellationToken cancellationToken)
    {
        var imported = await imports.ListEpisodesAsync(import.Id, cancellationToken).ConfigureAwait(false);
        var fetched = await episodes.FindAsync(
            import.Show, imported.Where(episode => episode.State == ImportState.Fetched).Select(episode => episode.Id), cancellationToken).ConfigureAwait(false);
        return ShowImportResponse.From(import, imported, fetched.ToDictionary(episode => episode.Id, StringComparer.Ordinal));
    }

    private static ApiResult Accepted(ShowImportResponse import) => new(202, import) { Location = $"/imports/{import.Id}" };

    // What a name resolves to is checked with every connection.
    private static bool IsMaybePublic(Uri url) =>
        IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) ? PublicAddress.IsPublic(address) : !url.IsLoopback;
}
