using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Spectre.Console;

namespace Podcast.Tests.Unit.Benchmarks.Results;

public sealed class BenchmarkRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-benchmarks-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private string Page => Path.Combine(_folder.FullName, "docs", "performance.md");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task RunAsync_GoalMet_WritesReportAndPicture()
    {
        Assert.Equal(0, await RunAsync([new FixedBenchmark("copy", 1)]));

        var report = BenchmarkReport.FromJson(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "out", "performance.json"), TestContext.Current.CancellationToken));
        var row = Assert.Single(report.Results);
        Assert.Equal("copy", row.Benchmark);
        Assert.Equal("What copy measures.", row.Sentence);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "out", "performance.svg")));
        Assert.Contains("1 of 1: copy", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("met", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_GoalMissed_Returns1() => Assert.Equal(1, await RunAsync([new FixedBenchmark("copy", 9)]));

    [Fact]
    public async Task RunAsync_OneFails_MeasuresTheOthersAndLeavesTheDocs()
    {
        WritePage();

        Assert.Equal(1, await RunAsync([new FixedBenchmark("broken", null), new FixedBenchmark("copy", 1)], "--write-docs"));

        Assert.Contains("broken failed", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("copy", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "out", "performance.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("copy", await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Pattern_RunsThoseOnly()
    {
        Assert.Equal(0, await RunAsync([new FixedBenchmark("edge", 1), new FixedBenchmark("edge-feed", 1), new FixedBenchmark("s3", null)], "edge*"));

        Assert.Contains("2 of 2: edge-feed", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_UnknownName_SaysWhich()
    {
        Assert.Equal(1, await RunAsync([new FixedBenchmark("edge", 1)], "egde"));

        Assert.Contains("'egde'", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_List_MeasuresNothing()
    {
        Assert.Equal(0, await RunAsync([new FixedBenchmark("edge", null)], "--list"));

        Assert.Contains("What edge measures.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ReportAndWriteDocs_PutsAnEarlierRunIntoThePage()
    {
        WritePage();
        await RunAsync([new FixedBenchmark("copy", 1)]);

        Assert.Equal(0, await RunAsync([new FixedBenchmark("copy", null)], "--report", Path.Combine(_folder.FullName, "out", "performance.json"), "--write-docs"));

        Assert.Contains("`copy`: What copy measures.", await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "docs", "pictures", "performance.svg")));
    }

    private void WritePage()
    {
        _folder.CreateSubdirectory("docs/pictures");
        File.WriteAllText(Page, $"# Performance\n\n{PerformancePage.Start}\n{PerformancePage.End}\n");
    }

    private Task<int> RunAsync(IReadOnlyList<IBenchmark> benchmarks, params string[] arguments)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_output) });
        return new BenchmarkRun(benchmarks, console, _errors, _folder.FullName, Path.Combine(_folder.FullName, "out")).RunAsync(arguments);
    }

    private sealed class FixedBenchmark(string name, double? figure) : IBenchmark
    {
        public string Name => name;

        public string Sentence => $"What {name} measures.";

        public Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress) => figure is { } value
            ? Task.FromResult<IReadOnlyList<BenchmarkResult>>([BenchmarkResult.Measure(name, "s", [value], Goal.AtMost(2))])
            : throw new InvalidOperationException("It must not be measured.");
    }
}
