using System.Diagnostics;
using System.Globalization;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text.Json;
using Podcast.Benchmarks.Results.Model;
using Spectre.Console;

namespace Podcast.Benchmarks.Results;

/// <summary>Runs benchmarks one after the other, prints their table and writes it as JSON, as a picture and into the documentation.</summary>
/// <param name="benchmarks">Every benchmark, in the order of the table.</param>
/// <param name="console">Where the table goes.</param>
/// <param name="errors">Where progress and failures go.</param>
/// <param name="repository">The folder that has "docs".</param>
/// <param name="defaultOutput">The folder of the report when the command line names none.</param>
internal sealed class BenchmarkRun(IReadOnlyList<IBenchmark> benchmarks, IAnsiConsole console, TextWriter errors, string repository, string defaultOutput)
{
    private const string JsonName = "performance.json";
    private const string PictureName = "performance.svg";

    /// <returns>0 when every benchmark ran and every goal is met.</returns>
    public async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var options = BenchmarkOptions.Parse(arguments);
            return options switch
            {
                { IsList: true } => List(options),
                { Report: { } file } => await ShowAsync(options, BenchmarkReport.FromJson(await File.ReadAllTextAsync(file))),
                _ => await MeasureAsync(options),
            };
        }
        catch (Exception failure) when (failure is FormatException or IOException or JsonException)
        {
            await errors.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    // In a name of the command line, * stands for any characters.
    private IReadOnlyList<IBenchmark> Find(IReadOnlyCollection<string> filters) =>
        [.. benchmarks.Where(benchmark => filters.Count == 0 || filters.Any(filter => FileSystemName.MatchesSimpleExpression(filter, benchmark.Name)))];

    private int List(BenchmarkOptions options)
    {
        foreach (var benchmark in Find(options.Filters))
        {
            console.WriteLine($"{benchmark.Name,-16} {benchmark.Sentence}");
        }

        return 0;
    }

    private async Task<int> MeasureAsync(BenchmarkOptions options)
    {
        var chosen = Find(options.Filters);
        if (chosen.Count == 0)
        {
            throw new FormatException($"No benchmark is named '{string.Join("' or '", options.Filters)}'; --list names them.");
        }

        var report = new BenchmarkReport(TimeProvider.System.GetUtcNow(), await ReadCommitAsync(), Machine, ReadLoad(), options.IsQuick, []);
        var progress = new BenchmarkProgress(errors, options.IsQuick);
        var failed = false;
        foreach (var (index, benchmark) in chosen.Index())
        {
            await errors.WriteLineAsync($"{index + 1} of {chosen.Count}: {benchmark.Name}");
            try
            {
                var rows = await benchmark.RunAsync(progress);
                report = report with { Results = [.. report.Results, .. rows.Select(row => row with { Benchmark = benchmark.Name, Sentence = benchmark.Sentence })] };
            }
#pragma warning disable CA1031 // The others are still measured.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                await errors.WriteLineAsync($"{benchmark.Name} failed: {failure}");
                failed = true;
            }
        }

        var shown = await ShowAsync(options with { WritesDocs = options.WritesDocs && !failed }, report);
        return failed ? 1 : shown;
    }

    private async Task<int> ShowAsync(BenchmarkOptions options, BenchmarkReport report)
    {
        BenchmarkTable.Print(console, report);
        var folder = Directory.CreateDirectory(options.Output ?? defaultOutput).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, JsonName), report.ToJson());
        await File.WriteAllTextAsync(Path.Combine(folder, PictureName), ReportPicture.Draw(report));
        console.WriteLine($"Written to {folder}: {JsonName}, {PictureName}");
        if (options.WritesDocs)
        {
            var docs = Path.Combine(repository, "docs");
            var page = Path.Combine(docs, "performance.md");
            await File.WriteAllTextAsync(Path.Combine(docs, "pictures", PictureName), ReportPicture.Draw(report));
            await File.WriteAllTextAsync(page, PerformancePage.Update(await File.ReadAllTextAsync(page), report, $"pictures/{PictureName}"));
        }

        return report.Results.All(result => result.Met) ? 0 : 1;
    }

    private static string Machine => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}");

    private static double? ReadLoad() => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private async Task<string> ReadCommitAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--exclude=*", "--dirty=+"])
        {
            WorkingDirectory = repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var commit = (await git.StandardOutput.ReadToEndAsync()).Trim();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? commit : "unknown";
    }
}
