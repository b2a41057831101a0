using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Reconcile;

/// <summary>
/// Compares the store with the table and repairs it. With <c>{"operation":"replay"}</c> it also settles the failed changes: what they tell of is
/// repaired by the same comparison, so their messages can go.
/// </summary>
internal sealed class ReconcileFunction(StoreReconciler reconciler, FailedChanges? failedChanges, FunctionMetrics metrics)
    : IFunction<JsonElement, ReconcileResult>
{
    public string Trigger => "timer";

    public static ReconcileFunction Create(FunctionEnvironment environment, ILoggerFactory loggers, TimeProvider time)
    {
        var dynamoDb = AwsClients.CreateDynamoDb();
        var store = AwsClients.CreateKeyValueStore();
        return new(
            new(
                new(dynamoDb, environment.SubscribersTable),
                new(store, environment.KeyValueStoreArn),
                StoreClients.CreateSynchronizer(environment, dynamoDb, store, loggers, time),
                new(dynamoDb, environment.SubscribersTable, time),
                StoreClients.BudgetOf(environment),
                time,
                loggers.CreateLogger<StoreReconciler>()),
            new(AwsClients.CreateSqs(), environment.FailedChangesQueue),
            FunctionMetrics.ToStandardOutput(time));
    }

    public async Task<ReconcileResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        var endsAt = invocation.EndsAt ?? DateTimeOffset.MaxValue;
        if (!IsReplay(input))
        {
            return await ReconcileAsync(endsAt, beginsAnew: false, invocation.Deadline).ConfigureAwait(false);
        }

        var queue = failedChanges ?? throw new FunctionConfigurationException("There is no queue to replay: FAILED_CHANGES_QUEUE_URL is missing.");

        // Received before the comparison begins, and it begins anew: whatever they tell of, it looks at afterwards.
        var failed = await queue.ReceiveAsync(invocation.Deadline).ConfigureAwait(false);
        var result = await ReconcileAsync(endsAt, beginsAnew: true, invocation.Deadline).ConfigureAwait(false);
        var replayed = 0;
        foreach (var change in failed)
        {
            if (result.Complete && (change.ItemKey is null || !result.Invalid.Contains(change.ItemKey)))
            {
                await queue.DeleteAsync(change, invocation.Deadline).ConfigureAwait(false);
                replayed++;
            }
            else
            {
                await queue.ReleaseAsync(change, invocation.Deadline).ConfigureAwait(false);
            }
        }

        return result with { Replayed = replayed };
    }

    private async Task<ReconcileResult> ReconcileAsync(DateTimeOffset endsAt, bool beginsAnew, CancellationToken cancellationToken)
    {
        var result = await reconciler.RunAsync(endsAt, beginsAnew, cancellationToken).ConfigureAwait(false);
        metrics.Record(FunctionMetric.DriftedKeys, result.Drifted, FunctionMetricUnit.Count);
        metrics.Record(FunctionMetric.KvsEntriesLeftOut, result.LeftOut, FunctionMetricUnit.Level);
        return result;
    }

    private static bool IsReplay(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty("operation", out var operation)
        && operation.ValueKind == JsonValueKind.String
        && operation.ValueEquals("replay");
}
