using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Reconcile;

/// <summary>
/// Compares the store with the table and repairs it. With <c>{"operation":"replay"}</c> it also deletes the failed changes, because the
/// comparison has repaired what they report.
/// </summary>
internal sealed class ReconcileFunction(StoreReconciler reconciler, FailedChanges failedChanges, FunctionMetrics metrics)
    : IFunction<JsonElement, ReconcileResult>
{
    public string Trigger => "timer";

    public static ReconcileFunction Compose(FunctionServices services) => Compose(services, pageSize: null);

    /// <param name="services">What it is composed from.</param>
    /// <param name="pageSize">See <see cref="TableScan"/>.</param>
    public static ReconcileFunction Compose(FunctionServices services, int? pageSize)
    {
        var table = services.Environment.SubscribersTable;
        return new(
            new(
                new(services.Aws.DynamoDb, table, pageSize),
                new(services.Aws.KeyValueStore, services.Environment.KeyValueStoreArn),
                StoreSynchronizer.Compose(services),
                new(services.Aws.DynamoDb, table, services.Time),
                StoreBudget.Of(services.Environment),
                services.Time,
                services.Loggers.CreateLogger<StoreReconciler>()),
            new(services.Aws.Sqs, services.Environment.FailedChangesQueue),
            services.Metrics);
    }

    public async Task<ReconcileResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        var endsAt = invocation.EndsAt ?? DateTimeOffset.MaxValue;
        if (!IsReplay(input))
        {
            return await ReconcileAsync(endsAt, beginsAnew: false, invocation.Deadline).ConfigureAwait(false);
        }

        // Received before a new comparison starts, so that it covers every item that they report.
        var failed = await failedChanges.ReceiveAsync(invocation.Deadline).ConfigureAwait(false);
        var result = await ReconcileAsync(endsAt, beginsAnew: true, invocation.Deadline).ConfigureAwait(false);
        var replayed = 0;
        foreach (var change in failed)
        {
            if (result.Complete && (change.ItemKey is null || !result.Invalid.Contains(change.ItemKey)))
            {
                await failedChanges.DeleteAsync(change, invocation.Deadline).ConfigureAwait(false);
                replayed++;
            }
            else
            {
                await failedChanges.ReleaseAsync(change, invocation.Deadline).ConfigureAwait(false);
            }
        }

        return result with { Replayed = replayed };
    }

    private async Task<ReconcileResult> ReconcileAsync(DateTimeOffset endsAt, bool beginsAnew, CancellationToken cancellationToken)
    {
        var result = await reconciler.RunAsync(endsAt, beginsAnew, cancellationToken).ConfigureAwait(false);
        metrics.Record(FunctionMetric.KeysDrifted, result.Drifted);
        metrics.Record(FunctionMetric.EntriesLeftOut, result.LeftOut);
        return result;
    }

    private static bool IsReplay(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty("operation", out var operation)
        && operation.ValueKind == JsonValueKind.String
        && operation.ValueEquals("replay");
}
