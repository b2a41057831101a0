using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Podcast.Benchmarks.Results.Model;
using Spectre.Console;

namespace Podcast.Benchmarks.Results;

/// <summary>Runs benchmarks one after the other, prints their table and writes it as JSON, as a picture and into the documentation.</summary>
internal static class BenchmarkRun
{
    private const string JsonName = "performance.json";
    private const string PictureName = "performance.svg";

    /// <returns>0 when every benchmark ran and every goal is met.</returns>
    public static async Task<int> RunAsync(string[] arguments)
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
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static int List(BenchmarkOptions options)
    {
        foreach (var benchmark in BenchmarkCatalog.Find(options.Filters))
        {
            Console.WriteLine($"{benchmark.Name,-16} {benchmark.Sentence}");
        }

        return 0;
    }

    private static async Task<int> MeasureAsync(BenchmarkOptions options)
    {
        var benchmarks = BenchmarkCatalog.Find(options.Filters);
        if (benchmarks.Count == 0)
        {
            throw new FormatException($"No benchmark is named '{string.Join("' or '", options.Filters)}'; --list names them.");
        }

        var report = new BenchmarkReport(TimeProvider.System.GetUtcNow(), await ReadCommitAsync(), Machine, ReadLoad(), options.IsQuick, []);
        var progress = new BenchmarkProgress(Console.Error, options.IsQuick);
        var failed = false;
        foreach (var (index, benchmark) in benchmarks.Index())
        {
            await Console.Error.WriteLineAsync($"{index + 1} of {benchmarks.Count}: {benchmark.Name}");
            try
            {
                var rows = await benchmark.RunAsync(progress);
                report = report with { Results = [.. report.Results, .. rows.Select(row => row with { Benchmark = benchmark.Name, Sentence = benchmark.Sentence })] };
            }
#pragma warning disable CA1031 // The others are still measured.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                await Console.Error.WriteLineAsync($"{benchmark.Name} failed: {failure}");
                failed = true;
            }
        }

        var shown = await ShowAsync(options with { WritesDocs = options.WritesDocs && !failed }, report);
        return failed ? 1 : shown;
    }

    private static async Task<int> ShowAsync(BenchmarkOptions options, BenchmarkReport report)
    {
        BenchmarkTable.Print(AnsiConsole.Console, report);
        var folder = Directory.CreateDirectory(options.Output ?? Metadata("Output")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, JsonName), report.ToJson());
        await File.WriteAllTextAsync(Path.Combine(folder, PictureName), ReportPicture.Draw(report));
        Console.WriteLine($"Written to {folder}: {JsonName}, {PictureName}");
        if (options.WritesDocs)
        {
            var docs = Path.Combine(Metadata("Repository"), "docs");
            var page = Path.Combine(docs, "performance.md");
            await File.WriteAllTextAsync(Path.Combine(docs, "pictures", PictureName), ReportPicture.Draw(report));
            await File.WriteAllTextAsync(page, PerformancePage.Update(await File.ReadAllTextAsync(page), report, $"pictures/{PictureName}"));
        }

        return report.Results.All(result => result.Met) ? 0 : 1;
    }

    private static string Machine => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}");

    private static double? ReadLoad() => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static async Task<string> ReadCommitAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--exclude=*", "--dirty=+"])
        {
            WorkingDirectory = Metadata("Repository"),
            RedirectStandardOutput = true,
        })!;
        var commit = (await git.StandardOutput.ReadToEndAsync()).Trim();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? commit : "unknown";
    }

    private static string Metadata(string key) =>
        typeof(BenchmarkRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == key).Value!;
}
