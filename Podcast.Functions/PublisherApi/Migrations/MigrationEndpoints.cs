using System.Collections.Concurrent;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Migrations;

/// <summary>
/// <c>POST /migrations/subscribers</c>: brings the subscribers of before one person had one feed into the present form. May be repeated; what is
/// migrated stays as it is.
/// </summary>
internal sealed class MigrationEndpoints(SubscriberQueries queries, SubscriberMerger merger)
{
    private const int PageItems = 400;

    private const int Parallel = 8;

    public async Task<ApiResult> MigrateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<MigrationRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        if (!PageQuery.TryReadCursor(body.Cursor, out var place))
        {
            return PageQuery.InvalidCursor();
        }

        var (ids, next) = await queries.ScanFormerAsync(place, PageItems, cancellationToken).ConfigureAwait(false);
        var outcomes = new ConcurrentBag<(string Id, MergeOutcome Outcome)>();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (id, end) => outcomes.Add((id, await merger.MigrateAsync(id, end).ConfigureAwait(false)))).ConfigureAwait(false);
        return new(200, new MigrationReport(
            outcomes.Count(each => each.Outcome == MergeOutcome.Migrated),
            outcomes.Count(each => each.Outcome == MergeOutcome.Merged),
            [.. outcomes.Where(each => each.Outcome == MergeOutcome.KeptApart).Select(each => each.Id).Order(StringComparer.Ordinal)],
            next is null ? null : PageQuery.Encode(next)));
    }
}
