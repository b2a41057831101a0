namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>
/// Fields of CSV files that a spreadsheet would take for a formula, such as the e-mail address <c>=HYPERLINK("…")@example.com</c>: they are exported behind an
/// apostrophe, which an import takes away again. See https://owasp.org/www-community/attacks/CSV_Injection.
/// </summary>
internal static class SpreadsheetText
{
    private const char Guard = '\'';

    // The last four are the full-width forms, which some spreadsheets take for the first four.
    private const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static string? Write(string? field) => field is not null && IsGuardedFormula(field) ? Guard + field : field;

    public static string Read(string field) => field is [Guard, .. var text] && IsGuardedFormula(text) ? text : field;

    // Behind any number of apostrophes: one that was there before comes back as it was.
    private static bool IsGuardedFormula(string field) => field.AsSpan().TrimStart(Guard) is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal);
}
