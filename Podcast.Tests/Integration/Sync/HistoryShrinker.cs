namespace Podcast.Tests.Integration.Sync;

/// <summary>Takes steps out of a failing history for as long as it fails.</summary>
internal static class HistoryShrinker
{
    private const int MaxRuns = 2_000;

    public static async Task<IReadOnlyList<Step>> ShrinkAsync(IReadOnlyList<Step> failing, Func<IReadOnlyList<Step>, Task<bool>> fails)
    {
        var steps = failing;
        var runs = 0;
        for (var size = Math.Max(1, steps.Count / 2); size > 0 && runs < MaxRuns; size = size == 1 ? 0 : size / 2)
        {
            for (var start = 0; start < steps.Count && runs < MaxRuns;)
            {
                Step[] without = [.. steps.Take(start), .. steps.Skip(start + size)];
                runs++;
                if (await fails(without))
                {
                    steps = without;
                }
                else
                {
                    start += size;
                }
            }
        }

        return steps;
    }
}
