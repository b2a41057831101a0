using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>The first line of a CSV file: which column is which field.</summary>
internal sealed class ImportHeader
{
    private const int LongestName = 40;

    // A line of these names somebody who is there.
    private static readonly string[] Names = ["email", "id", "subscription"];

    private readonly SubscriberColumn[] _columns;

    private ImportHeader(SubscriberColumn[] columns) => _columns = columns;

    /// <summary>How many fields a line has to have.</summary>
    public int Count => _columns.Length;

    /// <returns>The header, or the problem with it.</returns>
    public static (ImportHeader? Header, Problem? Problem) Read(IReadOnlyList<string> names, ImportMode mode)
    {
        // In a file without a header they are somebody's address and name, which are not repeated.
        var mayRepeat = !names.Any(name => name.Contains('@', StringComparison.Ordinal));
        var columns = new SubscriberColumn[names.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = names[i].Trim();
            var column = SubscriberColumns.All.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column is null || columns.Contains(column))
            {
                return (null, Wrong($"Column {i + 1}{(mayRepeat && IsName(name) ? $", '{name}'," : "")} is {(column is null ? "unknown" : "there twice")}."));
            }

            columns[i] = column;
        }

        return mode switch
        {
            ImportMode.Revoke when !columns.Any(column => Names.Contains(column.Name)) =>
                (null, Wrong($"One of the columns {string.Join(", ", Names)} has to say who.")),
            ImportMode.Create or ImportMode.Upsert when
                SubscriberColumns.All.FirstOrDefault(column => column.IsRequired && !columns.Contains(column)) is { } missing =>
                (null, Wrong($"The column '{missing.Name}' is missing.")),
            _ => (new(columns), null),
        };
    }

    /// <param name="record">As many fields as the header has.</param>
    public ImportRequest ReadRequest(IReadOnlyList<string> record)
    {
        var request = new ImportRequest();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (SpreadsheetText.Read(record[i].Trim()) is { Length: > 0 } text)
            {
                request = _columns[i].Read(request, text);
            }
        }

        return request;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && text.Any(char.IsLetter)
        && text.All(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_' or '.');

    private static Problem Wrong(string detail) => Problem.InvalidBody(
        $"{detail} The first line has to name columns; there are {string.Join(", ", SubscriberColumns.All.Select(column => column.Name))}.");
}
