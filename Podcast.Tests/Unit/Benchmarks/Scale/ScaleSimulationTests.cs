using Podcast.Benchmarks.Scale.Model;
using Podcast.Tests.Testing.Benchmarks;

namespace Podcast.Tests.Unit.Benchmarks.Scale;

public sealed class ScaleSimulationTests
{
    // Small, so that it takes no time: 400 times fewer subscribers in a store that is as much smaller.
    private static readonly ScaleInputs Small = CommittedInputs.Value with
    {
        Days = 10,
        StoreBudgetBytes = CommittedInputs.Value.StoreBudgetBytes / 400,
        RoomAtOnceBytes = CommittedInputs.Value.RoomAtOnceBytes / 400,
    };

    [Fact]
    public void Run_SameInputs_IsTheSame()
    {
        var (first, second) = (ScaleSimulation.Run(Small, 2_500, 1), ScaleSimulation.Run(Small, 2_500, 1));

        Assert.Equal(first with { Cost = [] }, second with { Cost = [] });
        Assert.Equal(first.Cost, second.Cost);
    }

    [Theory]
    [InlineData(250)]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(25_000)]
    public void Run_AnySize_StaysWithinTheBudgetAndSaysWhatHasNoRoom(long subscribers)
    {
        var store = ScaleSimulation.Run(Small, subscribers, 1).Store;

        Assert.InRange(store.ShareOfBudget, 0.01, 1);
        Assert.InRange(store.BytesUsed, 0, Small.StoreBudgetBytes);
        if (store.BytesWanted > Small.StoreBudgetBytes * 1.1)
        {
            Assert.True(store.LeftOut > 0);
            Assert.True(store.ShareDecidedAtEdge < 1 || store.ShareOfLapsedAtEdge < 1);
        }
    }

    [Fact]
    public void Run_MoreSubscribersForOneStore_NeverMoreOfThemAtTheEdge()
    {
        var results = new long[] { 250, 500, 1_000, 5_000, 25_000 }.Select(subscribers => ScaleSimulation.Run(Small, subscribers, 1)).ToArray();

        foreach (var (few, many) in results.Zip(results.Skip(1)))
        {
            Assert.InRange(many.Store.ShareDecidedAtEdge, 0, few.Store.ShareDecidedAtEdge + 0.001);
            Assert.InRange(many.Load.ShareOfFallback, few.Load.ShareOfFallback - 0.001, 1);
            Assert.InRange(many.CostTogether, few.CostTogether, double.MaxValue);
        }
    }

    [Fact]
    public void Run_AsManyStoresAsItTakes_DecidesNearlyAllAtTheEdge()
    {
        var stores = ScaleSimulation.StoresFor(Small, 25_000);

        var result = ScaleSimulation.Run(Small, 25_000, stores);

        Assert.InRange(stores, 70, 85);
        Assert.InRange(result.Store.ShareDecidedAtEdge, 0.99, 1);
        Assert.Equal(0, result.Load.ShareRefused);
    }

    // The page's arithmetic has no lapsed subscribers, and an average in place of each day.
    [Theory]
    [InlineData(1_000, 16)]
    [InlineData(50_000, 1_065)]
    [InlineData(1_000_000, 20_084)]
    public void Run_SubscribersOfThePageOnCost_CostWhatThePageSays(long subscribers, double dollars)
    {
        var inputs = CommittedInputs.Value with { LargestSample = 10_000 };

        CommittedInputs.AssertWithinAFifth(dollars, ScaleSimulation.Run(inputs, subscribers, 1).CostTogether);
    }

    [Fact]
    public void Run_MoreChurn_BringsMoreChangesAndNeverLessLag()
    {
        var results = new[] { 0.0, 0.01, 0.05, 0.2 }.Select(churn => ScaleSimulation.Run(Small with { ChurnPerMonth = churn, Days = 30 }, 25_000, 1).Lag).ToArray();

        foreach (var (little, much) in results.Zip(results.Skip(1)))
        {
            Assert.InRange(much.P99Seconds * 1.06, little.P99Seconds, double.MaxValue);
        }
    }

    [Fact]
    public void Limits_AllOfThem_AreMetLaterNeverEarlierByMoreSubscribers() => Assert.All(ScaleLimits.Of(CommittedInputs.Value).Where(limit => limit.MetAt() < 1e10), limit =>
    {
        var uses = Enumerable.Range(3, 7).Select(power => limit.Use(Math.Pow(10, power))).ToArray();

        Assert.Equal(uses.Order(), uses);
        Assert.Equal(limit.Maximum, limit.Use(limit.MetAt()), limit.Maximum * 0.02);
    });

    [Fact]
    public void Limits_FirstOfAll_IsTheStore() => Assert.Equal("size of one store", ScaleLimits.Of(CommittedInputs.Value).MinBy(limit => limit.MetAt())!.Name);

    // The limits are formulas; the day is simulated second by second.
    [Fact]
    public void Limits_RequestsToTheFallback_AgreeWithTheSimulatedDay()
    {
        var inputs = CommittedInputs.Value;
        var limit = ScaleLimits.Of(inputs).Single(limit => limit.Name.StartsWith("requests to the fallback", StringComparison.Ordinal));
        var share = 1 - (inputs.StoreBudgetBytes / (1_000_000 * ScaleLimits.MeanEntryBytes(inputs)));

        CommittedInputs.AssertWithinAFifth(new RequestSimulation(inputs, 1_000_000, share).Run().PeakFallback, limit.Use(1_000_000));
    }
}
