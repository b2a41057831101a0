using System.Diagnostics;
using Amazon.Lambda.DynamoDBEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.StreamProcessor;

/// <summary>Carries changes of the Subscribers table, which arrive by its stream, into the key-value store at the edge.</summary>
internal sealed class StreamProcessorFunction(StoreSynchronizer synchronizer) : IFunction<DynamoDBEvent, StreamsEventResponse>
{
    /// <summary>A span keeps no more links than that: https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits.</summary>
    private const int MaxLinks = 128;

    public string Trigger => "datasource";

    public static StreamProcessorFunction Create(FunctionEnvironment environment, ILoggerFactory loggers, TimeProvider time) =>
        new(new(
            new(AwsClients.CreateDynamoDb(), environment.SubscribersTable, time),
            new(AwsClients.CreateKeyValueStore(), environment.KeyValueStoreArn, loggers.CreateLogger<KeyValueStoreWriter>()),
            time,
            loggers.CreateLogger<StoreSynchronizer>()));

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
        var changes = ItemChange.Collapse(input.Records.Select(SubscriberChange.Read).OfType<SubscriberChange>());
        invocation.Activity?.SetTag("messaging.batch.message_count", input.Records.Count);
        invocation.Activity?.SetTag("podcast.changed_items", changes.Count);
        var failed = changes.Count > 0 ? await synchronizer.ApplyAsync(changes, invocation.Deadline).ConfigureAwait(false) : null;
        if (failed is not null)
        {
            invocation.Activity?.SetStatus(ActivityStatusCode.Error, "Not all changes are in the key-value store.");
        }

        return new() { BatchItemFailures = failed is null ? [] : [new() { ItemIdentifier = failed }] };
    }
}
