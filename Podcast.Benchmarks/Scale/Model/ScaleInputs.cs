using System.Reflection;
using System.Text.Json;

namespace Podcast.Benchmarks.Scale.Model;

/// <summary>What the simulation starts from. Units and sources are in <c>scale-inputs.json</c>, whose names these are.</summary>
internal sealed record ScaleInputs
{
    public ulong Seed { get; init; }

    /// <summary>Numbers of subscribers that are simulated.</summary>
    public IReadOnlyList<long> Steps { get; init; } = [];

    public double Days { get; init; }

    public double LargestSample { get; init; }

    public double ShowsPerSubscriber { get; init; }

    public double ShareWithTwoExpiries { get; init; }

    public double ShareOfYearlyPlans { get; init; }

    public double ChurnPerMonth { get; init; }

    public double MonthsOfLapsedSubscribers { get; init; }

    public double ShareOfLapsedStillPolling { get; init; }

    public double ShareOfRenewalsInTheBillingRun { get; init; }

    public double BillingRunSeconds { get; init; }

    public double GraceSeconds { get; init; }

    public double PollsPerFeedAndHour { get; init; }

    public double ShareOfPollsOnTheHour { get; init; }

    public double EveningPeak { get; init; }

    public double AudioRequestsPerMonth { get; init; }

    public double AudioMegabytesPerMonth { get; init; }

    public double FeedMegabytesPerMonth { get; init; }

    public double ReleasePeak { get; init; }

    public double ShareOfTheMostPopularShow { get; init; }

    public double ShowsPerMillionSubscribers { get; init; }

    public double StoreBudgetBytes { get; init; }

    public double KeysPerUpdate { get; init; }

    public double PagesForRoom { get; init; }

    public double RoomAtOnceBytes { get; init; }

    public double UpdateKeysMilliseconds { get; init; }

    public double ListKeysMilliseconds { get; init; }

    public double ReadItemsMilliseconds { get; init; }

    public double PropagationSeconds { get; init; }

    public double StreamPollMilliseconds { get; init; }

    public double StreamBatchSize { get; init; }

    public double StreamMaximumAgeSeconds { get; init; }

    public double FallbackConcurrency { get; init; }

    public double FallbackMilliseconds { get; init; }

    public double FeedMilliseconds { get; init; }

    public double FunctionGigabytes { get; init; }

    public double RequestsPerConcurrency { get; init; }

    public double AccountConcurrency { get; init; }

    public double ReadUnitsOfAFeed { get; init; }

    public double ReadUnitsOfAFallback { get; init; }

    public double WriteUnitsOfAChange { get; init; }

    public double PartitionReadUnits { get; init; }

    public double PartitionWriteUnits { get; init; }

    public double TableUnits { get; init; }

    public double IndexShards { get; init; }

    public double IdCharacters { get; init; }

    public double EmailCharacters { get; init; }

    public double ShowCharacters { get; init; }

    public double ComparedItemsPerSecond { get; init; }

    public double ReconcileSeconds { get; init; }

    public double EdgeRequestsPerSecond { get; init; }

    public double EdgeGigabitsPerSecond { get; init; }

    public double FunctionsPerAccount { get; init; }

    public double BehaviorsPerDistribution { get; init; }

    public double BehaviorsPerStore { get; init; }

    public double OtherBehaviors { get; init; }

    public double AccessLogBytes { get; init; }

    public double AccessLogLinesPerSecond { get; init; }

    public double FunctionLogBytes { get; init; }

    public double ShareOfTracedRequests { get; init; }

    public double EdgeRequestPrice { get; init; }

    public double EdgeFunctionPrice { get; init; }

    public double StoreReadPrice { get; init; }

    public double StoreCallPrice { get; init; }

    public double InvocationPrice { get; init; }

    public double GigabyteSecondPrice { get; init; }

    public double ReadUnitPrice { get; init; }

    public double WriteUnitPrice { get; init; }

    public double LogPrice { get; init; }

    public double TracePrice { get; init; }

    public double StoragePrice { get; init; }

    public double FixedPrice { get; init; }

    /// <exception cref="InvalidDataException">A figure is missing, unknown, without a source, or negative.</exception>
    public static ScaleInputs Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var inputs = new ScaleInputs
        {
            Seed = document.RootElement.GetProperty("seed").GetUInt64(),
            Steps = [.. document.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64())],
        };
        var figures = document.RootElement.GetProperty("figures").EnumerateObject().ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
        foreach (var property in typeof(ScaleInputs).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.PropertyType == typeof(double)))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (!figures.Remove(name, out var figure))
            {
                throw new InvalidDataException($"The inputs lack '{name}'.");
            }

            var value = figure.GetProperty("value").GetDouble();
            if (value < 0 || string.IsNullOrWhiteSpace(figure.GetProperty("source").GetString()))
            {
                throw new InvalidDataException($"The input '{name}' is negative or has no source.");
            }

            property.SetValue(inputs, value);
        }

        return figures.Count == 0 ? inputs : throw new InvalidDataException($"The inputs have '{figures.Keys.First()}', which nothing reads.");
    }
}
