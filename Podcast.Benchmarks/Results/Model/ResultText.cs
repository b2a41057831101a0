using System.Globalization;

namespace Podcast.Benchmarks.Results.Model;

/// <summary>The cells of a row, the same on the console and in the documentation.</summary>
internal static class ResultText
{
    public static string System(BenchmarkResult result) => $"{Number(result.System)} {result.Unit}";

    public static string Baseline(BenchmarkResult result) => result.Baseline is { } baseline ? $"{result.BaselineName}: {Number(baseline)} {result.Unit}" : "–";

    public static string Ratio(BenchmarkResult result) => result.Ratio is { } ratio ? Number(ratio) : "–";

    public static string Spread(BenchmarkResult result) => string.Create(CultureInfo.InvariantCulture, $"{result.Spread * 100:0} % of {result.Rounds}");

    public static string Goal(BenchmarkResult result) => result.Goal is { } goal
        ? $"{(goal.IsUpperBound ? "at most" : "at least")} {Number(goal.Value)}{(goal.IsOfRatio ? "" : " " + result.Unit)}"
        : "–";

    public static string Met(BenchmarkResult result) => result switch
    {
        { Goal: null } => "–",
        { Met: true } => "met",
        _ => "missed",
    };

    public static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    public static string Origin(BenchmarkReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.MeasuredAt:yyyy-MM-dd}, commit {report.Commit}, {report.Machine}{(report.Load is { } load ? $", load average {load:0.0} before the run" : "")}{(report.IsQuick ? ", quick" : "")}");
}
