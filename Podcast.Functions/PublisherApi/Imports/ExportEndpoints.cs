using System.Globalization;
using CsvHelper;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>
/// <c>GET /exports/subscribers</c>: all subscriptions as CSV, a page at a time. Only the first page has the header, so pages can be appended to
/// each other; <c>Link</c> names the next, and what was fetched need not be fetched again.
/// </summary>
internal sealed class ExportEndpoints(SubscriberQueries queries, TokenIssuer tokens, TimeProvider time)
{
    private const int DefaultLimit = 500;

    private const int MaxLimit = 750;

    // A response of Lambda has 6 MB at most (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), and twenty subscriptions to a
    // hundred shows with the longest of ids are 300 KB, with feeds.
    private const int EnoughCharacters = 4_000_000;

    public async Task<ApiResult> ExportAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (PageQuery.ReadLimit(request, DefaultLimit, MaxLimit) is not { } limit)
        {
            return PageQuery.InvalidLimit(MaxLimit);
        }

        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var place))
        {
            return PageQuery.InvalidCursor();
        }

        var withTokens = request.Query.GetValueOrDefault("tokens") == "true";
        SubscriberColumn[] columns = [.. SubscriberColumns.All.Where(column => withTokens || !column.IsSecret)];
        var page = await queries.ScanAsync(place, limit, cancellationToken).ConfigureAwait(false);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = CsvWriter.Create(text, CsvWriterOptions.Default);
        if (place is null)
        {
            csv.WriteRecord([.. columns.Select(column => column.Name)]);
        }

        var now = time.GetUtcNow();
        var rest = page.Next;
        foreach (var subscriber in page.Subscribers)
        {
            var token = withTokens ? await tokens.FindAsync(subscriber, cancellationToken).ConfigureAwait(false) : null;
            foreach (var subscription in subscriber.Subscriptions)
            {
                var line = new ExportLine(subscriber, subscription, token, now);
                csv.WriteRecord([.. columns.Select(column => SpreadsheetText.Write(column.Write(line)))]);
            }

            csv.Flush();
            if (text.GetStringBuilder().Length > EnoughCharacters && subscriber != page.Subscribers[^1])
            {
                rest = SubscriberItem.KeyOf(subscriber.Id);
                break;
            }
        }

        csv.Flush();

        var next = rest is null ? null : PageQuery.Encode(rest);
        return new(200, new ApiText(text.ToString(), "text/csv; charset=utf-8"))
        {
            Next = next is null ? null : $"/exports/subscribers?limit={limit}{(withTokens ? "&tokens=true" : "")}&cursor={next}",
        };
    }
}
