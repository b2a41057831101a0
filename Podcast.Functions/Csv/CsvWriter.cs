using System.Text;

namespace Podcast.Functions.Csv;

/// <summary>Writes CSV as https://www.rfc-editor.org/rfc/rfc4180 has it.</summary>
internal static class CsvWriter
{
    public static StringBuilder AppendRecord(this StringBuilder csv, params ReadOnlySpan<string?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                csv.Append(',');
            }

            var field = fields[i] ?? "";
            if (field.AsSpan().ContainsAny(",\"\r\n"))
            {
                csv.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            else
            {
                csv.Append(field);
            }
        }

        return csv.Append("\r\n");
    }
}
