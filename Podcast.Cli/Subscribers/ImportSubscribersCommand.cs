using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers import</c>: sends a CSV file in batches. A batch that was sent before makes nobody twice.</summary>
internal sealed class ImportSubscribersCommand : PublisherCommand<ImportSubscribersCommand.Settings>
{
    private const int BatchSize = 200;
    private const string Later = "later";
    private const string Failed = "failed";

    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var file = CsvBatches.Read(settings.File);
        var name = settings.Name ?? $"cli-{file.Fingerprint}";
        var totals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var problems = new JsonArray();
        await TransferProgress.RunAsync(settings, Path.GetFileName(settings.File), file.LineCount, async progress =>
        {
            for (var line = 1; line <= file.LineCount;)
            {
                var path = $"imports/{Uri.EscapeDataString(name)}/lines?firstLine={line.ToString(CultureInfo.InvariantCulture)}";
                var report = (await publisher.PostCsvAsync(path, file.Batch(line, BatchSize), cancellationToken)).Json;
                Add(totals, problems, report);
                line = report["nextLine"]!.GetValue<int>();
                progress.Report(line - 1);
            }

            return 0;
        });

        var result = new JsonObject { ["import"] = name, ["lines"] = file.LineCount, ["problems"] = problems };
        foreach (var (status, count) in totals)
        {
            result[status] = count;
        }

        Printer.Print(settings, result, () =>
        {
            foreach (var problem in problems)
            {
                Console.Out.WriteLine($"line {problem!["line"]}: {Describe(problem["problem"]!)}");
            }

            Console.Out.WriteLine(string.Join(", ", totals.Select(total => $"{total.Value} {total.Key}")) + ".");
        });
        return problems.Count > 0 ? ExitCode.Failed : ExitCode.Success;
    }

    private static void Add(SortedDictionary<string, int> totals, JsonArray problems, JsonNode report)
    {
        foreach (var line in report["lines"]!.AsArray().Where(line => Printer.Text(line!, "status") != Later))
        {
            var status = Printer.Text(line!, "status");
            totals[status] = totals.GetValueOrDefault(status) + 1;
            if (status == Failed)
            {
                problems.Add(line!.DeepClone());
            }
        }
    }

    private static string Describe(JsonNode problem) => problem["errors"] is JsonArray errors
        ? string.Join(' ', errors.Select(error => $"{error!["pointer"]!.ToString().TrimStart('#', '/')}: {error["detail"]}"))
        : $"{problem["title"]} {problem["detail"]}".TrimEnd();

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("A CSV file with the columns email, plan, shows, expiresAt.")]
        public string File { get; init; } = "";

        [CommandOption("--name <NAME>")]
        [Description("The import's name. The default is made of the file's content, so that the same file is the same import.")]
        public string? Name { get; init; }
    }
}
