using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Subscribers;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>The first line of a CSV file: which column is which field.</summary>
internal sealed class ImportHeader
{
    private readonly SubscriberColumn[] _columns;

    private ImportHeader(SubscriberColumn[] columns) => _columns = columns;

    /// <summary>How many fields a line has to have.</summary>
    public int Count => _columns.Length;

    /// <returns>The header, or the problem with it.</returns>
    public static (ImportHeader? Header, Problem? Problem) Read(IReadOnlyList<string> names)
    {
        var columns = new SubscriberColumn[names.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            // The name is not repeated: in a file without a header it is an e-mail address.
            if (Find(names[i].Trim()) is not { } column || columns.Contains(column))
            {
                return (null, Wrong($"Column {i + 1} is unknown or there twice."));
            }

            columns[i] = column;
        }

        return SubscriberColumns.Imported.FirstOrDefault(column => column.IsRequired && !columns.Contains(column)) is { } missing
            ? (null, Wrong($"The column '{missing.Name}' is missing."))
            : (new(columns), null);
    }

    /// <param name="record">As many fields as the header has.</param>
    public CreateSubscriberRequest ReadRequest(IReadOnlyList<string> record)
    {
        var request = new CreateSubscriberRequest();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (SpreadsheetText.Read(record[i].Trim()) is { Length: > 0 } text)
            {
                request = _columns[i].Read!(request, text);
            }
        }

        return request;
    }

    private static SubscriberColumn? Find(string name) =>
        SubscriberColumns.Imported.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Problem Wrong(string detail) => Problem.InvalidBody(
        $"{detail} The first line has to name the columns {string.Join(", ", SubscriberColumns.Imported.Select(column => column.Name))}.");
}
