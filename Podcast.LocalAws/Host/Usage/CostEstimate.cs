using System.Globalization;
using System.Text;

namespace Podcast.LocalAws.Host.Usage;

/// <summary>
/// What the use of a run would cost in AWS in a month, for 1,000 subscribers who behave as those of the run did. The prices are those of docs/cost.md, without free tiers;
/// what does not follow from requests (data to viewers, storage, alarms) is in that page alone.
/// </summary>
internal static class CostEstimate
{
    private const int Subscribers = 1000;
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <param name="used">What the run used.</param>
    /// <param name="subscribers">How many subscribers caused it.</param>
    public static IReadOnlyList<CostLine> Of(UsageFigures used, int subscribers)
    {
        var factor = Month / used.Duration * Subscribers / subscribers;
        return
        [
            Line("requests at the edge", used.EdgeRequests, 0.01m, 10_000),
            Line("runs of the edge function", used.EdgeFunctionRuns, 0.10m, 1_000_000),
            Line("reads of the key-value store", used.StoreReads, 0.03m, 1_000_000),
            Line("calls to the key-value store's API", used.StoreCalls, 1.00m, 1_000),
            Line("invocations of functions", used.Invocations, 0.20m, 1_000_000),
            Line("GB-seconds of functions", used.GigabyteSeconds, 0.0000133334m, 1),
            // Each call counts as one read unit; a write costs five times that, a query of many items more.
            Line("calls to tables, one read unit each", used.TableCalls, 0.125m, 1_000_000),
            Line("bytes of logs", used.LogBytes, 0.50m, 1_000_000_000),
            Line("minutes of transcoded audio", used.TranscodedMinutes, null, 1),
        ];

        CostLine Line(string what, double measured, decimal? price, double per) => new(what, measured, measured * factor, price, per);
    }

    /// <summary>The estimate with its arithmetic, as a text of aligned columns.</summary>
    public static string Write(UsageFigures used, int subscribers)
    {
        var text = new StringBuilder();
        var lines = Of(used, subscribers);
        text.Append(CultureInfo.InvariantCulture, $"Measured for {used.Duration.TotalSeconds:0} s, caused by {subscribers} subscribers.\n");
        text.Append(CultureInfo.InvariantCulture, $"A month of 1,000: x {Month.TotalSeconds:0} s / {used.Duration.TotalSeconds:0} s x 1000 / {subscribers}. US dollars, list prices of docs/cost.md, no free tier.\n\n");
        foreach (var line in lines)
        {
            var arithmetic = line.Price is { } price
                ? string.Create(CultureInfo.InvariantCulture, $"{line.PerMonth,16:#,0.##} / {line.Per,13:#,0} x {price,-12} = {line.Dollars,12:#,0.00} $")
                : string.Create(CultureInfo.InvariantCulture, $"{line.PerMonth,16:#,0.##}   no price known, see docs/cost.md");
            text.Append(CultureInfo.InvariantCulture, $"{line.What,-38} {line.Measured,14:#,0.##} -> {arithmetic}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{"together",-38} {"",14}    {"",16}   {"",13}   {"",-12} = {lines.Sum(line => line.Dollars),12:#,0.00} $\n");
        return text.ToString();
    }
}
