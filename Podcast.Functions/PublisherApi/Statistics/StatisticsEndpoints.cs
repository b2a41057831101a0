using System.Globalization;
using CsvHelper;
using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Imports;
using Podcast.Functions.Statistics;

namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary><c>GET /shows/{show}/statistics</c>: JSON, or with <c>Accept: text/csv</c> the counts as CSV.</summary>
internal sealed class StatisticsEndpoints(CatalogTable catalog, StatisticsTable statistics, TimeProvider time)
{
    private const int DefaultDays = 30;
    private const int MostDays = 366;

    // Two megabytes of JSON: Lambda responds with 6 MB at most (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
    private const int MostCounts = 20_000;

    public async Task<ApiResult> GetAsync(string show, ApiRequest request, CancellationToken cancellationToken)
    {
        if (!TryReadDay(request, "to", out var last) || !TryReadDay(request, "from", out var first))
        {
            return Problem.InvalidQuery("'from' and 'to' have to be days, such as 2026-12-01, in UTC.");
        }

        var to = last ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var from = first ?? (to.DayNumber >= DefaultDays ? to.AddDays(1 - DefaultDays) : DateOnly.MinValue);
        if (from > to || to.DayNumber - from.DayNumber >= MostDays)
        {
            return Problem.InvalidQuery($"'from' has to be no later than 'to', and at most {MostDays} days before it.");
        }

        if (await catalog.FindShowAsync(show, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.NotFound("This show");
        }

        var sharing = statistics.ListSharingAsync(show, from, to, cancellationToken);
        var counts = await statistics.FindDownloadsAsync(show, from, to, MostCounts, cancellationToken).ConfigureAwait(false);
        var shared = await sharing.ConfigureAwait(false);
        if (counts is null)
        {
            return Problem.InvalidQuery($"These days have more than {MostCounts} counts. Ask for fewer days at once.");
        }

        return request.Prefers("text/csv", "application/json") ? new(200, ToCsv(counts)) : new(200, StatisticsResponse.Create(show, from, to, counts, shared));
    }

    private static ApiText ToCsv(IReadOnlyList<DownloadCount> counts)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = CsvWriter.Create(text, CsvWriterOptions.Default);
        csv.WriteRecord(["day", "episode", "app", "downloads"]);
        foreach (var (day, episode, app, downloads) in counts)
        {
            csv.WriteRecord([StatisticsItems.Text(day), episode, SpreadsheetText.Write(app), downloads.ToString(CultureInfo.InvariantCulture)]);
        }

        csv.Flush();
        return new(text.ToString(), "text/csv; charset=utf-8");
    }

    private static bool TryReadDay(ApiRequest request, string name, out DateOnly? day)
    {
        day = null;
        return !request.Query.TryGetValue(name, out var text) || (day = StatisticsItems.FindDay(text)) is not null;
    }
}
