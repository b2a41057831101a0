using System.Globalization;
using CsvHelper;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>
/// <c>GET /exports/subscribers</c>: all subscribers as CSV, a page at a time. Only the first page has the header, so pages can be appended to
/// each other; <c>Link</c> names the next, and what was fetched need not be fetched again.
/// </summary>
internal sealed class ExportEndpoints(SubscriberQueries queries, TokenIssuer tokens, TimeProvider time)
{
    private const int DefaultLimit = 500;

    // 100 shows with the longest of ids are 6.4 KB a line; a response of Lambda has 6 MB at most:
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    private const int MaxLimit = 750;

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
        var page = await queries.ScanAsync(place, limit, cancellationToken).ConfigureAwait(false);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = CsvWriter.Create(text, CsvWriterOptions.Default);
        if (place is null)
        {
            csv.WriteRecord([.. SubscriberColumns.All.Select(column => column.Name), .. (string[])(withTokens ? ["token"] : [])]);
        }

        var now = time.GetUtcNow();
        foreach (var subscriber in page.Subscribers)
        {
            csv.WriteRecord(
            [
                .. SubscriberColumns.All.Select(column => SpreadsheetText.Write(column.Write(subscriber, now))),
                .. (string?[])(withTokens ? [SpreadsheetText.Write((await tokens.FindAsync(subscriber, cancellationToken).ConfigureAwait(false))?.Text)] : []),
            ]);
        }

        csv.Flush();

        var next = page.Next is null ? null : PageQuery.Encode(page.Next);
        return new(200, new ApiText(text.ToString(), "text/csv; charset=utf-8"))
        {
            Next = next is null ? null : $"/exports/subscribers?limit={limit}{(withTokens ? "&tokens=true" : "")}&cursor={next}",
        };
    }
}
