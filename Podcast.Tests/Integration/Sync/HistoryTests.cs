using CsCheck;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Sync;

/// <summary>
/// Random histories of subscribers and faults, after which everything has to be right again: 100 in a normal run, <c>PODCAST_HISTORIES</c> as many in
/// the nightly profile. A failing one is printed shrunk, as steps that <see cref="Replay"/> can be given.
/// </summary>
public sealed class HistoryTests
{
    private static readonly int Histories = int.TryParse(Environment.GetEnvironmentVariable("PODCAST_HISTORIES"), out var count) ? count : 100;

    // The same histories in every normal run: a change that fails is the change's fault.
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("PODCAST_HISTORIES_SEED"), out var seed) ? seed : 20261122;

    private static readonly Gen<Step[]> AnySteps = Step.Any.Array[5, 60];

    /// <summary>A history that failed once, to be looked at: lines as they are printed.</summary>
    private const string Replay = "";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyHistory_AfterItSettles_StoreAndEdgeAreAsTheModel(bool isBudgetTight)
    {
        foreach (var steps in Draw(isBudgetTight ? Histories / 4 : Histories))
        {
            if (await FindFailureAsync(steps, isBudgetTight, Sabotage.None) is { } failure)
            {
                Assert.Fail(failure);
            }
        }
    }

    [Theory]
    [InlineData(Sabotage.StoreTakesAnyETag)]
    [InlineData(Sabotage.TableIsReadInconsistently)]
    [InlineData(Sabotage.ExpiryIsUnconditional)]
    [InlineData(Sabotage.FailuresAreForgotten)]
    [InlineData(Sabotage.EdgeIgnoresExpiry)]
    [InlineData(Sabotage.OrphansAreKept)]
    public async Task Sabotage_OfAnyKind_IsFound(Sabotage sabotage)
    {
        foreach (var steps in Draw(2_000))
        {
            if (await FindFailureAsync(steps, false, sabotage) is { } failure)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(failure);
                return;
            }
        }

        Assert.Fail($"No history found {sabotage}.");
    }

    [Fact]
    public async Task Replay_OfAHistory_Passes()
    {
        Step[] steps = [.. Replay.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
        Assert.Null(await History.PlayAsync(steps, false, Sabotage.None));
    }

    private static IEnumerable<Step[]> Draw(int count)
    {
        var random = new PCG(1, Seed);
        for (var i = 0; i < count; i++)
        {
            yield return AnySteps.Generate(random, null, out _);
        }
    }

    private static async Task<string?> FindFailureAsync(Step[] steps, bool isBudgetTight, Sabotage sabotage)
    {
        if (await History.PlayAsync(steps, isBudgetTight, sabotage) is null)
        {
            return null;
        }

        var shrunk = await HistoryShrinker.ShrinkAsync(steps, async shorter => await History.PlayAsync(shorter, isBudgetTight, sabotage) is not null);
        var failure = await History.PlayAsync(shrunk, isBudgetTight, sabotage);
        return $"{failure ?? "It fails only sometimes."}\n{string.Join('\n', shrunk)}";
    }

    private static Step Parse(string line)
    {
        var parts = line.Split(' ');
        return new(
            Enum.Parse<StepKind>(parts[0]),
            int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    }
}
