using Podcast.Benchmarks.Scale.Model;
using Podcast.Tests.Testing.Benchmarks;

namespace Podcast.Tests.Unit.Benchmarks.Scale;

public sealed class WriterSimulationTests
{
    // A lag is counted in bins, each a twentieth longer than the one before.
    private const double Bin = 1.06;

    private static readonly ScaleInputs TwoDays = CommittedInputs.Value with { Days = 2 };

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Run_MoreChanges_NeverLowersTheLag(ulong seed, bool isFull)
    {
        var inputs = TwoDays with { Seed = seed };

        var results = new[] { 1_000, 10_000, 100_000, 1_000_000, 4_000_000 }.Select(changes => Run(inputs, changes, 0.2, isFull)).ToArray();

        foreach (var (few, many) in results.Zip(results.Skip(1)))
        {
            Assert.InRange(many.MedianSeconds * Bin, few.MedianSeconds, double.MaxValue);
            Assert.InRange(many.P99Seconds * Bin, few.P99Seconds, double.MaxValue);
            Assert.InRange(many.DeadLetters, few.DeadLetters, long.MaxValue);
        }
    }

    [Fact]
    public void Run_MoreChangesThanOneWriterBrings_LoseNoneUnseen()
    {
        var result = Run(TwoDays, 200_000_000, 0, isFull: false);

        // What was written, what became too old, and what still waits: at most the hour that the stream keeps it.
        var written = result.Updates * TwoDays.KeysPerUpdate;
        var waiting = TwoDays.StreamMaximumAgeSeconds * 200_000_000 / (2 * 86_400);
        Assert.InRange(result.Changes, written + result.DeadLetters, written + result.DeadLetters + (waiting * 1.1));
        Assert.InRange(result.LongestSeconds, TwoDays.StreamMaximumAgeSeconds * 0.99, TwoDays.StreamMaximumAgeSeconds * 1.01);
    }

    [Fact]
    public void Run_FewChanges_WaitForAPollAndOneCall()
    {
        var result = Run(TwoDays, 1_000, 0, isFull: false);

        // Half a poll of 250 ms, 10 ms for the table, 100 ms for the store.
        Assert.InRange(result.MedianSeconds, 0.11, 0.36);
        Assert.InRange(result.LongestSeconds, 0.11, 1);
        Assert.Equal(result.Changes, result.Updates);
    }

    [Fact]
    public void Run_FullStore_IsSlowerThanOneWithRoom()
    {
        var room = Run(TwoDays, 100_000, 0.2, isFull: false);
        var full = Run(TwoDays, 100_000, 0.2, isFull: true);

        Assert.True(full.KeysPerSecond < room.KeysPerSecond);
        Assert.True(full.Updates + full.Listings > room.Updates);
    }

    [Fact]
    public void Run_SameSeed_IsTheSame() => Assert.Equal(Run(TwoDays, 123_456, 0.3, isFull: true), Run(TwoDays, 123_456, 0.3, isFull: true));

    private static LagResult Run(ScaleInputs inputs, double changes, double inBillingRun, bool isFull) =>
        new WriterSimulation(inputs, changes, inBillingRun, isFull, inputs.PagesForRoom, 24).Run();
}
