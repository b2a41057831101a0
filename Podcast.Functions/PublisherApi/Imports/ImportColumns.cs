using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>Which column of a CSV file is which field.</summary>
internal sealed class ImportColumns
{
    private static readonly string[] Required = ["email", "shows", "expiresAt"];
    private static readonly string[] Known = [.. Required, "plan"];

    private readonly Dictionary<string, int> _columns;

    private ImportColumns(Dictionary<string, int> columns, int count)
    {
        _columns = columns;
        Count = count;
    }

    public int Count { get; }

    /// <returns>The columns, or the problem with the header.</returns>
    public static (ImportColumns? Columns, Problem? Problem) Read(IReadOnlyList<string> header)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            // The name is not repeated: without a header it is somebody's address.
            if (!Known.Contains(header[i].Trim(), StringComparer.OrdinalIgnoreCase) || !columns.TryAdd(header[i].Trim(), i))
            {
                return (null, Wrong($"Column {i + 1} is unknown or there twice."));
            }
        }

        return Required.FirstOrDefault(name => !columns.ContainsKey(name)) is { } missing
            ? (null, Wrong($"The column '{missing}' is missing."))
            : (new(columns, header.Count), null);
    }

    /// <summary>The field's text; null when it is empty.</summary>
    public string? Find(IReadOnlyList<string> record, string name) =>
        _columns.TryGetValue(name, out var column) && record[column].Trim() is { Length: > 0 } text ? text : null;

    private static Problem Wrong(string detail) => Problem.InvalidBody($"{detail} The first line has to name the columns {string.Join(", ", Known)}.");
}
