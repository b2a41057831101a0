using System.Globalization;
using Amazon.DynamoDBv2.Model;
using CsvHelper;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>
/// <c>POST /imports/{import}/lines</c>: some lines of a CSV file, to create, change or revoke subscriptions. Lines may be sent again when a response
/// did not arrive, and an import needs no state; decision 0113.
/// </summary>
internal sealed class ImportEndpoints(LineImporter importer, CatalogTable catalog, TimeProvider time)
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxLines = 500;

    public async Task<ApiResult> ImportAsync(string import, ApiRequest request, CancellationToken cancellationToken)
    {
        if (!SubscriberFields.IsName(import) || ReadFirstLine(request) is not { } firstLine)
        {
            return Problem.InvalidQuery("The import's id has to be 1 to 255 printable ASCII characters, 'firstLine' a number from 1.");
        }

        if (ReadMode(request) is not { } mode)
        {
            return Problem.InvalidQuery("'mode' has to be 'create', 'upsert' or 'revoke'.");
        }

        if (request.Body.Length > MaxBytes)
        {
            return Problem.TooLarge(MaxBytes);
        }

        var (text, problem) = CsvText.Read(request.ContentType, request.Body);
        (var records, problem) = text is null ? (null, problem) : ReadRecords(text);
        (var header, problem) = records is null ? (null, problem) : ImportHeader.Read(records[0], mode);
        if (header is null)
        {
            return problem!;
        }

        var lines = new ImportLine[records!.Count - 1];
        var read = new (ImportRequest Request, SubscriberDraft Draft)?[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            (read[i], var wrong) = ReadLine(header, records[i + 1], mode);
            lines[i] = new(firstLine + i, wrong is null ? ImportLine.Later : ImportLine.Failed, null, wrong);
        }

        var missing = await catalog.FindMissingShowsAsync(
            [.. read.OfType<(ImportRequest, SubscriberDraft Draft)>().SelectMany(line => line.Draft.Shows).Distinct(StringComparer.Ordinal)],
            cancellationToken).ConfigureAwait(false);
        var started = time.GetTimestamp();

        // The lines of one person one after the other, in the order of the file.
        var people = Enumerable.Range(0, lines.Length)
            .Where(i => read[i] is not null)
            .GroupBy(i => PersonOf(read[i]!.Value.Request), StringComparer.Ordinal)
            .Select(person => person.ToArray())
            .ToArray();
        await new BoundedWork(time).RunAsync(
            people,
            async (person, end) =>
            {
                foreach (var i in person.TakeWhile(_ => time.GetElapsedTime(started) < BoundedWork.TimeLimit))
                {
                    lines[i] = await ApplyAsync(mode, import, lines[i], read[i]!.Value, missing, end).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new(200, Report(text!.Encoding, lines, firstLine));
    }

    private async Task<ImportLine> ApplyAsync(
        ImportMode mode,
        string import,
        ImportLine line,
        (ImportRequest Request, SubscriberDraft Draft) read,
        IReadOnlyList<string> missingShows,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var missing = read.Draft.Shows.Intersect(missingShows, StringComparer.Ordinal).ToArray();
        errors.Require(missing.Length == 0, "shows", $"These shows do not exist: {string.Join(", ", missing)}.");
        if (errors.Any)
        {
            return new(line.Line, ImportLine.Failed, null, errors.ToProblem());
        }

        try
        {
            return mode switch
            {
                ImportMode.Create => await importer.CreateAsync(import, line.Line, read.Draft, cancellationToken).ConfigureAwait(false),
                ImportMode.Upsert => await importer.UpsertAsync(line.Line, read.Request, read.Draft, cancellationToken).ConfigureAwait(false),
                ImportMode.Revoke => await importer.RevokeAsync(line.Line, read.Request, read.Draft.Email, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (TransactionConflictException)
        {
            // Somebody else changes the same subscriber all the time; the line may be sent again.
            return line;
        }
    }

    private static ImportReport Report(string encoding, ImportLine[] lines, int firstLine)
    {
        return new(
            encoding,
            Count(ImportLine.Created),
            Count(ImportLine.Added),
            Count(ImportLine.Changed),
            Count(ImportLine.Revoked),
            Count(ImportLine.Exists),
            Count(ImportLine.Failed),
            lines.FirstOrDefault(line => line.Status == ImportLine.Later)?.Line ?? firstLine + lines.Length,
            lines);

        int Count(string status) => lines.Count(line => line.Status == status);
    }

    private static ((ImportRequest Request, SubscriberDraft Draft)? Line, Problem? Problem) ReadLine(
        ImportHeader header, IReadOnlyList<string> record, ImportMode mode)
    {
        if (record.Count != header.Count)
        {
            return (null, Problem.InvalidBody($"The line has {record.Count} fields; the header names {header.Count}."));
        }

        var request = header.ReadRequest(record);
        var errors = new FieldErrors();
        var draft = mode == ImportMode.Revoke ? ReadName(request, errors) : ReadDraft(request, errors);
        return errors.Any ? (null, errors.ToProblem()) : ((request, draft), null);
    }

    private static SubscriberDraft ReadDraft(ImportRequest request, FieldErrors errors)
    {
        errors.Require(request.Status is null or "active" or "lapsed" or "revoked", "status", "Has to be 'active', 'lapsed' or 'revoked', or missing.");

        // A subscriber of whom a payment provider told no address is exported without one.
        var body = request.Subscriber;
        return SubscriberFields.ReadDraft(body, errors, isEmailOptional: request.Id is not null) with { IsRevoked = request.Status == "revoked" };
    }

    private static SubscriberDraft ReadName(ImportRequest request, FieldErrors errors)
    {
        var email = request.Subscriber.Email;
        errors.Require(email is not null || request.Id is not null || request.Subscription is not null, "email", "Has to say who, or 'id' or 'subscription'.");
        return new(email is null ? null : SubscriberFields.ReadEmail(email, errors), null, [], 0);
    }

    private static string PersonOf(ImportRequest request) =>
        request.Subscriber.Email is { } email ? EmailAddress.Normalize(email) : request.Id ?? request.Subscription ?? "";

    private static (IReadOnlyList<IReadOnlyList<string>>? Records, Problem? Problem) ReadRecords(CsvText text)
    {
        try
        {
            var records = text.ReadRecords();
            return records.Count <= 1 ? (null, Problem.InvalidBody("The file has no line after the header."))
                : records.Count - 1 > MaxLines ? (null, Problem.InvalidBody($"There are {records.Count - 1} lines; at most {MaxLines} are taken at once."))
                : (records, null);
        }
        catch (CsvFormatException invalid)
        {
            return (null, Problem.InvalidBody(invalid.Message));
        }
    }

    private static ImportMode? ReadMode(ApiRequest request) => request.Query.GetValueOrDefault("mode", "create") switch
    {
        "create" => ImportMode.Create,
        "upsert" => ImportMode.Upsert,
        "revoke" => ImportMode.Revoke,
        _ => null,
    };

    private static int? ReadFirstLine(ApiRequest request) =>
        !request.Query.TryGetValue("firstLine", out var text) ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line is > 0 and <= 100_000_000 ? line
        : null;
}
