using System.Text.Json;
using System.Xml.Linq;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;

namespace Podcast.Tests.Unit.Benchmarks.Results;

public sealed class BenchmarkReportTests
{
    private const string Page = $"# Performance\n\n{PerformancePage.Start}\nold\n{PerformancePage.End}\n\n## More\n";

    private static readonly BenchmarkResult Met =
        BenchmarkResult.Compare("a copy", "s", [2, 4, 3], "bare <cp>", [2, 2, 2], Goal.RatioAtMost(2)) with { Benchmark = "copy", Sentence = "A copy | a bare one." };

    private static readonly BenchmarkResult Missed = BenchmarkResult.Measure("memory", "MB", [90, 110, 100], Goal.AtMost(40));

    private static readonly BenchmarkReport Report = new(
        new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "abc1234", "2 processors", 1.5, IsQuick: false, [Met, Missed]);

    [Fact]
    public void Compare_SeveralRounds_RatioOfMediansAndSpreadOfRatios()
    {
        Assert.Equal(3, Met.System);
        Assert.Equal(2, Met.Baseline);
        Assert.Equal(1.5, Met.Ratio);
        // Ratios of 1, 2 and 1.5.
        Assert.Equal(1 / 1.5, Met.Spread, 6);
        Assert.Equal(3, Met.Rounds);
        Assert.True(Met.Met);
    }

    [Fact]
    public void Measure_WithoutBaseline_GoalIsAboutTheFigure()
    {
        Assert.Null(Missed.Ratio);
        Assert.Equal(100, Missed.System);
        Assert.Equal(0.2, Missed.Spread, 6);
        Assert.False(Missed.Met);
    }

    [Theory]
    [InlineData(0.8, true)]
    [InlineData(0.79, false)]
    public void IsMetBy_LowerBound_IncludesTheBound(double figure, bool expected) => Assert.Equal(expected, Goal.RatioAtLeast(0.8).IsMetBy(figure));

    [Fact]
    public void FromJson_WrittenReport_HasTheSameRows()
    {
        var read = BenchmarkReport.FromJson(Report.ToJson());

        Assert.Equal(Report.Results, read.Results);
        Assert.Equal((Report.Commit, Report.Load, Report.MeasuredAt), (read.Commit, read.Load, read.MeasuredAt));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("no JSON")]
    public void FromJson_NoReport_Throws(string json) => Assert.ThrowsAny<JsonException>(() => BenchmarkReport.FromJson(json));

    [Fact]
    public void Draw_TwoRows_BarsAreTheirPartOfTheGoalAndEndAtTwice()
    {
        var bars = XDocument.Parse(ReportPicture.Draw(Report)).Descendants().Where(element => element.Name.LocalName == "rect").ToList();

        // The goal is at 180; 1.5 of 2 is three quarters, and 100 of 40 is cut off at twice the goal.
        Assert.Equal([("met", "135"), ("missed", "360")], bars.Select(bar => (bar.Attribute("class")!.Value, bar.Attribute("width")!.Value)));
    }

    [Fact]
    public void Update_PageWithATable_ReplacesTheTableOnly()
    {
        var page = PerformancePage.Update(Page, Report, "pictures/performance.svg");

        Assert.StartsWith("# Performance\n\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"{PerformancePage.End}\n\n## More\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("old", page, StringComparison.Ordinal);
        Assert.Contains("2026-01-02, commit abc1234, 2 processors, load average 1.5 before the run.", page, StringComparison.Ordinal);
        Assert.Contains("| a copy | 3 s | bare <cp>: 2 s | 1.5 | 67 % of 3 | at most 2 | met | `copy`: A copy \\| a bare one. |", page, StringComparison.Ordinal);
        Assert.Equal(page, PerformancePage.Update(page, Report, "pictures/performance.svg"));
    }

    [Fact]
    public void Update_PageWithoutMarkers_Throws() =>
        Assert.Contains(PerformancePage.Start, Assert.Throws<InvalidOperationException>(() => PerformancePage.Update("# Performance\n", Report, "")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_FiltersAndOptions_ReadsBoth()
    {
        var options = BenchmarkOptions.Parse(["edge*", "--quick", "--output", "folder", "feed"]);

        Assert.Equal(["edge*", "feed"], options.Filters);
        Assert.True(options.IsQuick);
        Assert.Equal("folder", options.Output);
    }

    [Theory]
    [InlineData("--fast", "--fast")]
    [InlineData("--output", "needs a value")]
    [InlineData("--write-docs edge", "whole run")]
    [InlineData("--write-docs --quick", "whole run")]
    public void Parse_WrongArguments_SaysWhatIsWrong(string arguments, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => BenchmarkOptions.Parse(arguments.Split(' '))).Message, StringComparison.Ordinal);
}
