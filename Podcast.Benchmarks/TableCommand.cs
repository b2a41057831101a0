using System.ComponentModel;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text.Json;
using Podcast.Benchmarks.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Podcast.Benchmarks;

/// <summary>Runs the benchmarks of the table and writes what they measured.</summary>
internal sealed class TableCommand : AsyncCommand<TableCommand.Settings>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var chosen = BenchmarkCatalog.All
            .Where(benchmark => settings.Names.Length == 0 || settings.Names.Any(name => FileSystemName.MatchesSimpleExpression(name, benchmark.Name)))
            .ToArray();
        if (settings.IsList)
        {
            foreach (var benchmark in chosen)
            {
                Console.WriteLine($"{benchmark.Name,-15}{benchmark.Sentence}");
            }

            return 0;
        }

        if (chosen.Length == 0)
        {
            await Console.Error.WriteLineAsync($"No benchmark is called {string.Join(" or ", settings.Names)}. --list names them all.");
            return 1;
        }

        var started = TimeProvider.System.GetUtcNow();
        var report = new BenchmarkReport(settings.IsQuick);
        for (var number = 0; number < chosen.Length; number++)
        {
            await Console.Error.WriteLineAsync($"[{number + 1} of {chosen.Length}] {chosen[number].Name}: {chosen[number].Sentence}");
            await chosen[number].RunAsync(report);
        }

        var run = new BenchmarkRun(started, Environment.ProcessorCount, RuntimeInformation.OSDescription, Environment.Version.ToString(), settings.IsQuick, report.Rows);
        BenchmarkTable.Print(run.Rows);
        await WriteAsync(run, settings, cancellationToken);
        return run.Rows.Any(row => row.IsMet == false) ? 1 : 0;
    }

    private static async Task WriteAsync(BenchmarkRun run, Settings settings, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Output);
        await File.WriteAllTextAsync(Path.Combine(settings.Output, "benchmarks.json"), JsonSerializer.Serialize(run, Json) + "\n", cancellationToken);
        var picture = BenchmarkPicture.Draw(run.Rows);
        await File.WriteAllTextAsync(Path.Combine(settings.Output, "benchmarks.svg"), picture, cancellationToken);
        await Console.Error.WriteLineAsync($"benchmarks.json and benchmarks.svg are in {Path.GetFullPath(settings.Output)}.");
        if (settings.Docs is not { } docs)
        {
            return;
        }

        var page = Path.Combine(docs, "performance.md");
        await File.WriteAllTextAsync(page, BenchmarkPage.Insert(await File.ReadAllTextAsync(page, cancellationToken), run), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(docs, "pictures", "benchmarks.svg"), picture, cancellationToken);
    }

    /// <summary>The command line.</summary>
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[benchmarks]")]
        [Description("Names, with * for any characters. All of them without one.")]
        public string[] Names { get; init; } = [];

        [CommandOption("--list")]
        [Description("Says what there is, and measures nothing.")]
        public bool IsList { get; init; }

        [CommandOption("--quick")]
        [Description("Fewer rounds and smaller loads: to see that everything works, not to compare.")]
        public bool IsQuick { get; init; }

        [CommandOption("--output <FOLDER>")]
        [Description("Where benchmarks.json and benchmarks.svg are written.")]
        [DefaultValue("artifacts/benchmarks")]
        public string Output { get; init; } = "artifacts/benchmarks";

        [CommandOption("--docs <FOLDER>")]
        [Description("The folder docs, whose page performance.md gets the table.")]
        public string? Docs { get; init; }

        public override ValidationResult Validate() =>
            Docs is null || !IsQuick ? ValidationResult.Success() : ValidationResult.Error("A quick run does not compare, so it is not for --docs.");
    }
}
