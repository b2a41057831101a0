using CsvHelper;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>Reads a CSV file into memory, as https://www.rfc-editor.org/rfc/rfc4180 describes it, with any of the three line endings.</summary>
internal static class CsvRecords
{
    private static CsvReaderOptions OptionsFor(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,

        // The values are personal data, and the message is part of a response.
        IncludeValuesInExceptions = false,
    };

    /// <param name="utf8">The file, which may begin with a byte order mark.</param>
    /// <param name="separator">What separates the fields of a record.</param>
    /// <returns>The records in order, without those that have no text: spreadsheets append them.</returns>
    /// <exception cref="CsvFormatException">The quoting is wrong; the message names the record and the line.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(ReadOnlyMemory<byte> utf8, char separator)
    {
        var records = new List<IReadOnlyList<string>>();
        using var csv = CsvReader.Create(utf8, OptionsFor(separator));
        while (csv.Read())
        {
            var fields = new string[csv.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = csv.GetString(i);
            }

            if (Array.Exists(fields, field => field.Length > 0))
            {
                records.Add(fields);
            }
        }

        return records;
    }
}
