using System.Globalization;
using CsvHelper;
using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>
/// <c>POST /imports/{import}/lines</c>: some lines of a CSV file. A line is known by the import's id and its number, so lines may be sent again
/// when a response did not arrive, and an import needs no state; decision 0113.
/// </summary>
internal sealed class ImportEndpoints(SubscriberCreator creator, CatalogTable catalog, TimeProvider time)
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxLines = 500;

    public async Task<ApiResult> ImportAsync(string import, ApiRequest request, CancellationToken cancellationToken)
    {
        if (!SubscriberFields.IsName(import) || ReadFirstLine(request) is not { } firstLine)
        {
            return Problem.InvalidQuery("The import's id has to be 1 to 255 printable ASCII characters, 'firstLine' a number from 1.");
        }

        var (records, problem) = ReadRecords(request);
        var (header, headerProblem) = records is null ? (null, problem) : ImportHeader.Read(records[0]);
        if (header is null)
        {
            return headerProblem!;
        }

        if (records!.Count - 1 > MaxLines)
        {
            return Problem.InvalidBody($"There are {records.Count - 1} lines; at most {MaxLines} are taken at once.");
        }

        var lines = new ImportLine[records.Count - 1];
        var drafts = new SubscriberDraft?[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            (drafts[i], var wrong) = ReadDraft(header, records[i + 1]);
            lines[i] = wrong is null ? new(firstLine + i, "later", null, null) : new(firstLine + i, "failed", null, wrong);
        }

        var missing = await catalog.FindMissingShowsAsync(
            [.. drafts.OfType<SubscriberDraft>().SelectMany(draft => draft.Shows).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        await new BoundedWork(time).RunAsync(
            [.. Enumerable.Range(0, lines.Length).Where(i => drafts[i] is not null)],
            async (i, end) => lines[i] = await CreateAsync(import, lines[i].Line, drafts[i]!, missing, end).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

        return new(200, new ImportReport(
            lines.Count(line => line.Status == "created"),
            lines.Count(line => line.Status == "added"),
            lines.Count(line => line.Status == "exists"),
            lines.Count(line => line.Status == "failed"),
            lines.FirstOrDefault(line => line.Status == "later")?.Line ?? firstLine + lines.Length,
            lines));
    }

    private async Task<ImportLine> CreateAsync(
        string import, int line, SubscriberDraft draft, IReadOnlyList<string> missingShows, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var missing = draft.Shows.Intersect(missingShows, StringComparer.Ordinal).ToArray();
        errors.Require(missing.Length == 0, "shows", $"These shows do not exist: {string.Join(", ", missing)}.");
        if (errors.Any)
        {
            return new(line, "failed", null, errors.ToProblem());
        }

        var id = SubscriberId.OfLine(import, line.ToString(CultureInfo.InvariantCulture));
        var creation = await creator.CreateAsync(draft, id, cancellationToken).ConfigureAwait(false);
        return creation.Outcome switch
        {
            CreationOutcome.Created => new(line, "created", id, null),
            CreationOutcome.Added => new(line, "added", creation.Subscriber!.Id, null),
            CreationOutcome.Repeated => new(line, "exists", creation.Subscriber!.Id, null),
            CreationOutcome.Deleted => new(line, "failed", id, Problem.Deleted()),
            CreationOutcome.Reused => new(line, "failed", id, Problem.KeyReused() with { Detail = "This line of this import said something else before. Use another import's id for another file." }),
        };
    }

    private static (SubscriberDraft? Draft, Problem? Problem) ReadDraft(ImportHeader header, IReadOnlyList<string> record)
    {
        if (record.Count != header.Count)
        {
            return (null, Problem.InvalidBody($"The line has {record.Count} fields; the header names {header.Count}."));
        }

        var errors = new FieldErrors();
        var draft = SubscriberFields.ReadDraft(header.ReadRequest(record), errors);
        return errors.Any ? (null, errors.ToProblem()) : (draft, null);
    }

    private static (IReadOnlyList<IReadOnlyList<string>>? Records, Problem? Problem) ReadRecords(ApiRequest request)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, Problem.UnsupportedMediaType("text/csv"));
        }

        if (request.Body.Length > MaxBytes)
        {
            return (null, Problem.TooLarge(MaxBytes));
        }

        try
        {
            var records = CsvRecords.Read(request.Body);
            return records.Count > 1 ? (records, null) : (null, Problem.InvalidBody("The file has no line after the header."));
        }
        catch (CsvFormatException invalid)
        {
            return (null, Problem.InvalidBody(invalid.Message));
        }
    }

    private static int? ReadFirstLine(ApiRequest request) =>
        !request.Query.TryGetValue("firstLine", out var text) ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line is > 0 and <= 100_000_000 ? line
        : null;
}
