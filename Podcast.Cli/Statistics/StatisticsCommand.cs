using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Podcast.Cli.Statistics;

/// <summary><c>podcast statistics</c>: the downloads of a show as a table and a bar chart, as JSON or as CSV.</summary>
internal sealed class StatisticsCommand : PublisherCommand<StatisticsCommand.Settings>
{
    private const int MostBars = 31;
    private const int ChartWidth = 60;

    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var path = $"shows/{Uri.EscapeDataString(settings.Show)}/statistics{settings.Query}";
        if (settings.Csv)
        {
            await Console.Out.WriteAsync((await publisher.GetCsvAsync(path, cancellationToken)).Text.AsMemory(), cancellationToken);
            return ExitCode.Success;
        }

        var statistics = (await publisher.GetAsync(path, cancellationToken)).Json;
        Printer.Print(settings, statistics, () => Print(statistics));
        return ExitCode.Success;
    }

    private static void Print(JsonNode statistics)
    {
        var downloads = Printer.Text(statistics, "downloads");
        AnsiConsole.WriteLine($"{downloads} {(downloads == "1" ? "download" : "downloads")} from {Printer.Text(statistics, "from")} to {Printer.Text(statistics, "to")} (UTC)");
        var days = statistics["days"]!.AsArray();
        if (days.Count == 0)
        {
            return;
        }

        var chart = new BarChart().Width(ChartWidth);
        foreach (var day in days.TakeLast(MostBars))
        {
            chart.AddItem(Printer.Text(day!, "day"), day!["downloads"]!.GetValue<double>(), Color.Aqua);
        }

        AnsiConsole.WriteLine();
        AnsiConsole.Write(chart);
        if (days.Count > MostBars)
        {
            AnsiConsole.WriteLine($"The last {MostBars} of {days.Count} days with downloads.");
        }

        PrintTable("Episode", statistics["episodes"]!.AsArray(), "episode");
        PrintTable("App", statistics["apps"]!.AsArray(), "app");
        foreach (var day in statistics["sharing"]!.AsArray())
        {
            AnsiConsole.WriteLine($"{Printer.Text(day!, "day")}: {Printer.Text(day!, "listeners")} listeners used more apps or networks than one person does.");
        }
    }

    private static void PrintTable(string title, JsonArray rows, string name)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(title).AddColumn(new TableColumn("Downloads").RightAligned());
        foreach (var row in rows)
        {
            table.AddRow(new Text(Printer.Text(row!, name)), new Text(Printer.Text(row!, "downloads")));
        }

        AnsiConsole.Write(table);
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<SHOW>")]
        [Description("The show's id.")]
        public string Show { get; init; } = "";

        [CommandOption("--from <DAY>")]
        [Description("The first day in UTC, such as 2026-12-01. The default is 30 days that end with --to.")]
        public string? From { get; init; }

        [CommandOption("--to <DAY>")]
        [Description("The last day. The default is today.")]
        public string? To { get; init; }

        [CommandOption("--csv")]
        [Description("Prints a line for each day, episode and app, as CSV.")]
        public bool Csv { get; init; }

        /// <summary>The query of the request, with its question mark; empty for none.</summary>
        public string Query
        {
            get
            {
                string[] parameters = [.. new[] { ("from", From), ("to", To) }
                    .Where(parameter => parameter.Item2 is not null)
                    .Select(parameter => $"{parameter.Item1}={Uri.EscapeDataString(parameter.Item2!)}")];
                return parameters.Length == 0 ? "" : "?" + string.Join('&', parameters);
            }
        }

        public override ValidationResult Validate() => Csv && Json ? ValidationResult.Error("Choose one of --csv and --json.") : base.Validate();
    }
}
