using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.Cli.Settings;
using Spectre.Console;

namespace Podcast.Cli.Output;

/// <summary>Prints results to standard output: for people, or as JSON for scripts.</summary>
internal static class Printer
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints <paramref name="result"/> as JSON where the command line wants that, else with <paramref name="print"/>.</summary>
    public static void Print(PublisherSettings settings, JsonNode result, Action print)
    {
        if (settings.Json)
        {
            Console.Out.WriteLine(result.ToJsonString(Indented));
        }
        else
        {
            print();
        }
    }

    /// <summary>JSON without line breaks.</summary>
    public static string OneLine(JsonNode node) => node.ToJsonString(Compact);

    /// <summary>Prints a list as a JSON array or as a table with a row for each item.</summary>
    public static async Task PrintListAsync(
        PublisherSettings settings, IAsyncEnumerable<JsonNode> items, IReadOnlyList<(string Title, Func<JsonNode, string> Value)> columns, CancellationToken cancellationToken)
    {
        var all = await items.ToListAsync(cancellationToken);
        Print(settings, new JsonArray([.. all.Select(item => item.DeepClone())]), () =>
        {
            if (all.Count == 0)
            {
                AnsiConsole.WriteLine("None.");
                return;
            }

            var table = new Table().Border(TableBorder.Simple);
            foreach (var (title, _) in columns)
            {
                table.AddColumn(new TableColumn(title).NoWrap());
            }

            foreach (var item in all)
            {
                table.AddRow([.. columns.Select(column => new Text(column.Value(item)))]);
            }

            AnsiConsole.Write(table);
        });
    }

    /// <summary>A member as text; empty where it is missing.</summary>
    public static string Text(JsonNode item, string name) => item[name]?.ToString() ?? "";

    /// <summary>A point in time as date and minute, in UTC.</summary>
    public static string Time(JsonNode item, string name) =>
        DateTimeOffset.TryParse(Text(item, name), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : "";

    /// <summary>A length as minutes and seconds.</summary>
    public static string Duration(JsonNode item, string name) =>
        double.TryParse(Text(item, name), CultureInfo.InvariantCulture, out var seconds)
            ? $"{(int)(seconds / 60)}:{(int)seconds % 60:00}"
            : "";

    /// <summary>The strings of an array, separated by commas.</summary>
    public static string Join(JsonNode item, string name) => string.Join(", ", item[name]?.AsArray().Select(value => value!.ToString()) ?? []);
}
