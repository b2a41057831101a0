namespace Podcast.Benchmarks.Scale.Model;

/// <summary>Requests of viewers in one day, second by second: apps poll feeds, many of them on the hour, and the evening is busier than the night.</summary>
/// <param name="inputs">Polls and limits.</param>
/// <param name="subscribers">Active ones.</param>
/// <param name="shareOfFallback">Of requests, those whose entry is not in the store.</param>
internal sealed class RequestSimulation(ScaleInputs inputs, long subscribers, double shareOfFallback)
{
    private const int Day = 86_400;
    private const int Hour = 3_600;
    private const int Minute = 60;
    private const int BusiestHour = 20;

    private readonly SeededRandom _random = new(inputs.Seed);

    /// <summary>Polls a second, on average: of active subscribers, and of lapsed ones whose app goes on.</summary>
    public static double MeanPolls(ScaleInputs inputs, double subscribers) =>
        subscribers * (1 + PollingLapsed(inputs)) * inputs.ShowsPerSubscriber * inputs.PollsPerFeedAndHour / Hour;

    /// <summary>Lapsed subscribers who still poll, for each active one.</summary>
    public static double PollingLapsed(ScaleInputs inputs) => inputs.ChurnPerMonth * inputs.MonthsOfLapsedSubscribers * inputs.ShareOfLapsedStillPolling;

    /// <summary>How much more is polled in the busiest minute than on average.</summary>
    public static double PeakFactor(ScaleInputs inputs) =>
        inputs.EveningPeak * (1 - inputs.ShareOfPollsOnTheHour + (inputs.ShareOfPollsOnTheHour * Hour / Minute));

    /// <summary>What the fallback lets through in a second: by its time, or by what Lambda allows for its concurrency.</summary>
    public static double FallbackCapacity(ScaleInputs inputs) => Math.Min(
        inputs.FallbackConcurrency * 1000 / inputs.FallbackMilliseconds, inputs.FallbackConcurrency * inputs.RequestsPerConcurrency);

    public LoadResult Run()
    {
        var mean = MeanPolls(inputs, subscribers);
        var audio = subscribers * inputs.AudioRequestsPerMonth / (30.0 * Day);
        var capacity = FallbackCapacity(inputs);
        var (requests, peak, fallbacks, peakFallback, refused, peakFeeds) = (0L, 0L, 0L, 0L, 0.0, 0L);
        for (var second = 0; second < Day; second++)
        {
            var onTheHour = second % Hour < Minute ? inputs.ShareOfPollsOnTheHour * Hour / Minute : 0;
            var polls = mean * TimeOfDay(second) * (1 - inputs.ShareOfPollsOnTheHour + onTheHour);
            var toStore = _random.Poisson((polls + (audio * TimeOfDay(second))) * (1 - shareOfFallback));
            var toFallback = _random.Poisson((polls + (audio * TimeOfDay(second))) * shareOfFallback);
            var feeds = polls <= 0 ? 0 : (long)((toStore + Math.Min(toFallback, capacity)) * polls / (polls + audio));
            (requests, peak) = (requests + toStore + toFallback, Math.Max(peak, toStore + toFallback));
            (fallbacks, peakFallback) = (fallbacks + toFallback, Math.Max(peakFallback, toFallback));
            refused += Math.Max(0, toFallback - capacity);
            peakFeeds = Math.Max(peakFeeds, feeds);
        }

        return new(
            (double)requests / Day, peak, shareOfFallback, (double)fallbacks / Day, peakFallback, fallbacks == 0 ? 0 : refused / fallbacks, peakFeeds);
    }

    // A wave over the day whose mean is 1 and whose crest is the evening's peak.
    private double TimeOfDay(int second) =>
        1 + ((inputs.EveningPeak - 1) * Math.Cos(2 * Math.PI * ((double)second / Hour - BusiestHour) / 24));
}
