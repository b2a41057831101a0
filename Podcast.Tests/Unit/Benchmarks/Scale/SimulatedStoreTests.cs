using CsCheck;
using Podcast.Benchmarks.Scale.Model;
using Podcast.Tests.Testing.Benchmarks;

namespace Podcast.Tests.Unit.Benchmarks.Scale;

public sealed class SimulatedStoreTests
{
    private const int Keys = 400;

    // Entries in the order in which they are written: bytes, and when they end; some have ended already.
    private static readonly Gen<(int Bytes, double UsefulUntil)[]> Entries =
        Gen.Select(Gen.Int[13, 60], Gen.Double[-10, 100], (bytes, until) => (bytes, until)).Array[1, Keys];

    [Fact]
    public void Write_AnyEntries_NeverExceedsTheBudgetAndCountsWhatIsNotThere() => Gen.Select(Entries, Gen.Int[60, 4_000], Gen.Int[0, 500], Gen.Int[1, 50])
        .Sample((entries, budget, roomAtOnce, chunk) =>
        {
            var store = new SimulatedStore(CommittedInputs.Value, Keys, budget, Math.Min(roomAtOnce, budget));
            var key = 0;
            foreach (var part in entries.Chunk(chunk))
            {
                store.Write([.. part.Select(entry => (key++, entry.Bytes, entry.UsefulUntil))], now: 0);
                Assert.InRange(store.UsedBytes, 0, budget);
            }

            var present = Enumerable.Range(0, Keys).Count(store.Has);
            Assert.Equal(entries.Length, present + store.LeftOut);
        });

    [Fact]
    public void Write_Repeated_ReplacesAndNeedsNoRoom()
    {
        var store = new SimulatedStore(CommittedInputs.Value, Keys, 1_000, 0);

        store.Write([(7, 24, 100)], now: 0);
        store.Write([(7, 31, 200)], now: 0);

        Assert.Equal((31, 0, 2), (store.UsedBytes, store.LeftOut, store.Updates));
    }

    [Fact]
    public void Write_Full_TakesOutEndedEntriesFirstAndThenThoseThatEndSoonest()
    {
        var store = new SimulatedStore(CommittedInputs.Value, Keys, 72, 0);
        store.Write([(1, 24, 50), (2, 24, -1), (3, 24, 30)], now: 0);

        store.Write([(4, 24, 40)], now: 0);
        store.Write([(5, 24, 60)], now: 0);

        Assert.Equal([1, 4, 5], Enumerable.Range(0, Keys).Where(store.Has));
        Assert.Equal(2, store.LeftOut);
    }
}
