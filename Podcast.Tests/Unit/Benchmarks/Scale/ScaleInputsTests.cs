using Podcast.Benchmarks.Scale.Model;
using Podcast.Tests.Testing.Benchmarks;

namespace Podcast.Tests.Unit.Benchmarks.Scale;

public sealed class ScaleInputsTests
{
    [Fact]
    public void Read_CommittedFile_HasSeedStepsAndASourceForEveryFigure()
    {
        var inputs = ScaleInputs.Read(CommittedInputs.Text);

        Assert.Equal(18UL, inputs.Seed);
        Assert.Equal([10_000, 100_000, 1_000_000, 10_000_000, 100_000_000], inputs.Steps);
        Assert.Equal(4_900_000, inputs.StoreBudgetBytes);
    }

    [Theory]
    [InlineData("\"days\"", "\"daze\"", "The inputs lack 'days'.")]
    [InlineData("\"figures\": {", "\"figures\": { \"extra\": { \"value\": 1, \"source\": \"x\" },", "The inputs have 'extra', which nothing reads.")]
    [InlineData("a month of docs/cost.md", "", "The input 'days' is negative or has no source.")]
    [InlineData("\"days\": { \"value\": 30", "\"days\": { \"value\": -30", "The input 'days' is negative or has no source.")]
    public void Read_SpoiledFile_SaysWhatIsWrong(string text, string other, string error)
    {
        Assert.Contains(text, CommittedInputs.Text, StringComparison.Ordinal);
        var spoiled = CommittedInputs.Text.Replace(text, other, StringComparison.Ordinal);

        Assert.Equal(error, Assert.Throws<InvalidDataException>(() => ScaleInputs.Read(spoiled)).Message);
    }
}
