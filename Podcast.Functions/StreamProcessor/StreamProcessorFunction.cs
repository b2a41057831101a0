using System.Diagnostics;
using Amazon.Lambda.DynamoDBEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.StreamProcessor;

/// <summary>Writes changes of the Subscribers table, which arrive through its stream, to the key-value store.</summary>
/// <param name="synchronizer">Writes the table's state to the store.</param>
/// <param name="failedChanges">Takes invalid items.</param>
/// <param name="metrics">Records size, lag and entries that did not fit.</param>
/// <param name="time">The clock for the lag.</param>
/// <param name="logger">Logs invalid items.</param>
internal sealed partial class StreamProcessorFunction(
    StoreSynchronizer synchronizer, FailedChanges failedChanges, FunctionMetrics metrics, TimeProvider time, ILogger<StreamProcessorFunction> logger)
    : IFunction<DynamoDBEvent, StreamsEventResponse>
{
    /// <summary>A span keeps no more links than that: https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits.</summary>
    private const int MaxLinks = 128;

    public string Trigger => "datasource";

    public static StreamProcessorFunction Compose(FunctionServices services) => new(
        StoreSynchronizer.Compose(services),
        new(services.Aws.Sqs, services.Environment.FailedChangesQueue),
        services.Metrics,
        services.Time,
        services.Loggers.CreateLogger<StreamProcessorFunction>());

    public IEnumerable<ActivityLink> FindLinks(DynamoDBEvent input) =>
        input.Records
            .Select(record => record.Dynamodb?.NewImage?.GetValueOrDefault("traceparent")?.S)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(MaxLinks)
            .Select(traceParent => ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? new ActivityLink(context) : default)
            .Where(link => link.Context != default);

    public async Task<StreamsEventResponse> HandleAsync(DynamoDBEvent input, Invocation invocation)
    {
        var changes = SubscriberChange.Collapse(input.Records.Select(SubscriberChange.Read).OfType<SubscriberChange>());
        invocation.Activity?.SetTag("messaging.batch.message_count", input.Records.Count);
        invocation.Activity?.SetTag("podcast.changed_items", changes.Count);
        if (changes.Count == 0)
        {
            return new() { BatchItemFailures = [] };
        }

        var outcome = await synchronizer.ApplyAsync(changes, invocation.Deadline).ConfigureAwait(false);
        var failed = outcome.Unwritten.Concat(await ParkAsync(outcome.Invalid, invocation.Deadline).ConfigureAwait(false))
            .ToHashSet();
        Record(input, outcome, failed.Count);
        if (failed.Count == 0)
        {
            return new() { BatchItemFailures = [] };
        }

        invocation.Activity?.SetStatus(ActivityStatusCode.Error, "Not all changes are in the key-value store.");

        // Lambda retries from there. Writing the later changes once more has no effect.
        return new() { BatchItemFailures = [new() { ItemIdentifier = changes.First(failed.Contains).FirstSequenceNumber }] };
    }

    /// <returns>The changes that could not be queued.</returns>
    private async Task<IReadOnlyList<ItemChange>> ParkAsync(IReadOnlyList<Projection> invalid, CancellationToken cancellationToken)
    {
        var unparked = new List<ItemChange>();
        foreach (var projection in invalid)
        {
            LogInvalid(projection.Invalid!, projection.Change.ItemKey);
            try
            {
                await failedChanges.ParkAsync(projection, cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The change stays in the stream.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LogNotParked(failure, projection.Change.ItemKey);
                unparked.Add(projection.Change);
            }
        }

        return unparked;
    }

    private void Record(DynamoDBEvent input, SyncOutcome outcome, int failures)
    {
        metrics.Record(FunctionMetric.KeysWritten, outcome.Tally.KeysWritten);
        metrics.Record(FunctionMetric.EntriesLeftOut, outcome.Tally.LeftOut);
        if (outcome.Tally.SizeInBytes is { } size)
        {
            metrics.Record(FunctionMetric.StoreSize, size);
        }

        // A batch that failed has no lag yet; Lambda's metric IteratorAge grows instead.
        if (failures == 0 && input.Records.Min(record => record.Dynamodb?.ApproximateCreationDateTime) is { } oldest)
        {
            var lag = time.GetUtcNow() - new DateTimeOffset(DateTime.SpecifyKind(oldest, DateTimeKind.Utc));
            metrics.Record(FunctionMetric.SyncLag, Math.Max(0, lag.TotalSeconds));
        }
    }

    [LoggerMessage(EventIds.ChangedItemInvalid, LogLevel.Error, "The item {ItemKey} is invalid; its entries in the store are left unchanged")]
    private partial void LogInvalid(InvalidDataException reason, string itemKey);

    [LoggerMessage(EventIds.InvalidItemNotQueued, LogLevel.Error, "The invalid item {ItemKey} could not be queued; the batch is retried from it")]
    private partial void LogNotParked(Exception failure, string itemKey);
}
