using System.Globalization;

namespace Podcast.Infra.Input;

/// <summary>
/// The event source mapping of the stream, by the CDK's context. The limits are Lambda's:
/// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html.
/// </summary>
internal sealed record StreamSettings
{
    private const int NoLimit = -1;

    /// <summary>
    /// <c>streamBatchSize</c>: how many records one invocation takes. The store takes one writer at a time and 50 keys a call, so a burst is cheaper
    /// in few large batches.
    /// </summary>
    public int BatchSize { get; private init; } = 100;

    /// <summary><c>streamBatchWindow</c>: for how many seconds a batch is collected. None, because a revocation has to reach the edge within 2 s.</summary>
    public int BatchWindowSeconds { get; private init; }

    /// <summary>
    /// <c>streamRetries</c>: how often a failed batch is tried again; -1 for no limit. The function puts aside what can never succeed, so what fails
    /// waits for the store to come back, and three attempts end within the first second of an outage.
    /// </summary>
    public int Retries { get; private init; } = NoLimit;

    /// <summary>
    /// <c>streamMaximumAge</c>: for how many seconds a record is tried; -1 for no limit but the stream's own 24 hours. An outage of the store that is
    /// shorter than this loses no change; a longer one is repaired by Reconcile.
    /// </summary>
    public int MaximumAgeSeconds { get; private init; } = 3600;

    /// <exception cref="SynthesisException">A value is not a number within Lambda's limits.</exception>
    public static StreamSettings Read(Func<string, string?> context)
    {
        var standard = new StreamSettings();
        var settings = new StreamSettings
        {
            BatchSize = Number(context, "streamBatchSize", standard.BatchSize, 1, 10_000),
            BatchWindowSeconds = Number(context, "streamBatchWindow", standard.BatchWindowSeconds, 0, 300),
            Retries = Number(context, "streamRetries", standard.Retries, NoLimit, 10_000),
            MaximumAgeSeconds = Number(context, "streamMaximumAge", standard.MaximumAgeSeconds, NoLimit, 604_800),
        };

        return settings.MaximumAgeSeconds is >= 0 and < 60
            ? throw Wrong("streamMaximumAge", $"{settings.MaximumAgeSeconds}", "-1 or a number from 60 to 604800")
            : settings;
    }

    private static int Number(Func<string, string?> context, string name, int standard, int lowest, int highest) =>
        context(name) is not { } text ? standard
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number
        : throw Wrong(name, text, $"a number from {lowest} to {highest}");

    private static SynthesisException Wrong(string name, string value, string allowed) =>
        new($"The context has {name}={value}: it has to be {allowed}.");
}
