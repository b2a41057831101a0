using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.PublisherApi.ShowImports;

/// <summary><c>POST /imports/shows</c>, <c>GET /imports/{import}</c> and <c>GET /imports/{import}/episodes</c>: a show moves here with its feed.</summary>
internal sealed class ShowImportEndpoints(
    ImportTable imports, ImportStarter starter, Func<IAmazonS3> s3, string ingestBucket, bool allowsPrivateAddresses, TimeProvider time)
{
    /// <summary>What a request may have, with its encoding: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.</summary>
    private const int MaxFeedBytes = 4 * 1024 * 1024;

    private const int IdLength = 20;
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

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
        return Accepted(import);
    }

    public async Task<ApiResult> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } import ? new(200, ShowImportResponse.From(import)) : NotFound();

    public async Task<ApiResult> ListEpisodesAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (PageQuery.ReadLimit(request, DefaultLimit, MaxLimit) is not { } limit)
        {
            return PageQuery.InvalidLimit(MaxLimit);
        }

        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var after) || (after is not null && !Slug.IsValid(after)))
        {
            return PageQuery.InvalidCursor();
        }

        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            return NotFound();
        }

        var (episodes, last) = await imports.ListEpisodesAsync(id, limit, after, cancellationToken).ConfigureAwait(false);
        var next = last is null ? null : PageQuery.Encode(last);
        return new(200, new ImportedEpisodeListResponse([.. episodes.Select(ImportedEpisodeResponse.From)], next))
        {
            Next = next is null ? null : $"/imports/{id}/episodes?limit={limit}&cursor={next}",
        };
    }

    private async Task<ShowImport?> FindAsync(string id, CancellationToken cancellationToken) =>
        id.Length == IdLength ? await imports.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;

    // The same request again returns the import that is under way: a second one would fetch everything twice.
    private async Task<ShowImport?> FindUnderWayAsync(string show, string? url, string? digest, CancellationToken cancellationToken) =>
        await imports.FindLatestAsync(show, cancellationToken).ConfigureAwait(false) is { } latest
        && (latest.Url, latest.Digest) == (url, digest)
        && ShowImportResponse.From(latest).State is ImportState.Reading or ImportState.Fetching
            ? latest
            : null;

    private static ApiResult Accepted(ShowImport import) => new(202, ShowImportResponse.From(import)) { Location = $"/imports/{import.Id}" };

    private static ApiResult NotFound() => Problem.NotFound("This import");

    // What a name resolves to is checked with every connection.
    private static bool IsMaybePublic(Uri url) =>
        IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) ? PublicAddress.IsPublic(address) : !url.IsLoopback;
}
