using System.Text;

namespace Podcast.Functions.Csv;

/// <summary>Reads CSV as https://www.rfc-editor.org/rfc/rfc4180 has it, with any of the three line ends.</summary>
internal static class CsvReader
{
    /// <summary>The records in order; a record without any text is left out.</summary>
    /// <exception cref="FormatException">A quoted field does not end, or goes on after its end; the message says in which record.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        var records = new List<IReadOnlyList<string>>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var at = text.StartsWith('\ufeff') ? 1 : 0;
        while (at < text.Length)
        {
            var (next, ends) = ReadField(text, at, field, records.Count + 1);
            fields.Add(field.ToString());
            field.Clear();
            at = next;
            if (ends)
            {
                Add();
            }
        }

        // A comma at the very end has an empty field behind it.
        if (text is [.., ','])
        {
            fields.Add("");
        }

        Add();
        return records;

        void Add()
        {
            if (fields.Exists(value => value.Length > 0))
            {
                records.Add(fields.ToArray());
            }

            fields.Clear();
        }
    }

    /// <returns>Where the next field begins, and whether this was the record's last.</returns>
    private static (int Next, bool Ends) ReadField(string text, int at, StringBuilder field, int record)
    {
        if (text[at] == '"')
        {
            at = ReadQuoted(text, at + 1, field, record);
        }
        else
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n");
            var length = end < 0 ? text.Length - at : end;
            field.Append(text, at, length);
            at += length;
        }

        return at >= text.Length ? (at, true)
            : text[at] == ',' ? (at + 1, false)
            : text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? (at + 2, true)
            : text[at] is '\r' or '\n' ? (at + 1, true)
            : throw new FormatException($"Record {record}: text follows a closing quotation mark.");
    }

    private static int ReadQuoted(string text, int at, StringBuilder field, int record)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                return at + 1;
            }
        }

        throw new FormatException($"Record {record}: a quotation mark is not closed.");
    }
}
