using System.Globalization;
using Podcast.LocalAws.Host.Usage;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.LocalAws.Host.Usage;

public sealed class CostEstimateTests
{
    // An hour of 10 subscribers: a month of 1,000 is 720 times 100 times as much.
    private static readonly UsageFigures Hour = new(TimeSpan.FromHours(1), 1000, 900, 1800, 5, 800, 10, 4000, 250_000, 12);

    [Fact]
    public void Of_AnHourOfTenSubscribers_IsScaledToAMonthOfAThousand()
    {
        var lines = CostEstimate.Of(Hour, 10);

        Assert.Equal(72_000_000, lines[0].PerMonth);
        Assert.Equal(72.00m, lines[0].Dollars);
        Assert.Equal(6.48m, lines[1].Dollars);
        Assert.Equal(3.888m, lines[2].Dollars);
        Assert.Equal(360m, lines[3].Dollars);
        Assert.Equal(11.52m, lines[4].Dollars);
        Assert.Equal(9.600048m, Math.Round(lines[5].Dollars, 6));
        Assert.Equal(36m, lines[6].Dollars);
        Assert.Equal(9m, lines[7].Dollars);
        Assert.Null(lines[8].Price);
    }

    [Fact]
    public void Write_Estimate_HasTheArithmeticAndTheSum()
    {
        var text = CostEstimate.Write(Hour, 10);

        Assert.Contains("72,000,000 /        10,000 x 0.01         =        72.00 $", text, StringComparison.Ordinal);
        Assert.Contains("no price known", text, StringComparison.Ordinal);
        Assert.EndsWith("508.49 $\n", text, StringComparison.Ordinal);
    }

    // The prices stand in two places; this holds them together.
    [Fact]
    public void Prices_OfTheCommand_AreThoseOfThePage()
    {
        var page = File.ReadAllText(Path.Combine(SynthesizedTemplate.Repository, "docs", "cost.md"));

        Assert.All(
            CostEstimate.Of(Hour, 10).Where(line => line.Price is not null),
            line => Assert.Contains(line.Price!.Value.ToString(CultureInfo.InvariantCulture), page, StringComparison.Ordinal));
    }
}
