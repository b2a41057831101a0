using System.Diagnostics;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Runs the event source mappings of the stack, once their tables are there. A mapping that changes goes on where it was.</summary>
internal sealed partial class EventSourceMappings(
    FunctionRegistry functions,
    ITableStreams streams,
    IQueueSender queues,
    IAuthorizer authorizer,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<EventSourceMappings> logger) : IStackConsumer, IReadiness
{
    private readonly Dictionary<string, RunningMapping> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreamCheckpoints> _checkpoints = new(StringComparer.Ordinal);
    private string? _pending = "The event source mappings do not run yet.";

    public string? Pending => Volatile.Read(ref _pending);

    public bool WaitsForOthers => true;

    /// <exception cref="TemplateException">A mapping names a function or a destination that the template does not have.</exception>
    public async Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var all = stack.OfType(EventSourceMappingConfiguration.ResourceType).Select(Read).ToDictionary(configuration => configuration.Id, StringComparer.Ordinal);
        var wanted = all.Where(pair => pair.Value.Enabled).ToDictionary();
        foreach (var (id, running) in _running.Where(pair => wanted.GetValueOrDefault(pair.Key) != pair.Value.Configuration).ToList())
        {
            await running.StopAsync();
            _running.Remove(id);
        }

        foreach (var id in _checkpoints.Keys.Where(id => !all.ContainsKey(id)).ToList())
        {
            _checkpoints.Remove(id);
        }

        if (wanted.Count > 0)
        {
            await streams.Created.WaitAsync(cancellationToken);
        }

        foreach (var (id, configuration) in wanted)
        {
            if (!_running.ContainsKey(id))
            {
                _checkpoints.TryAdd(id, new());
                _running[id] = Start(configuration, _checkpoints[id]);
            }
        }

        await Task.WhenAll(_running.Values.Select(running => running.Started)).WaitAsync(cancellationToken);
        Volatile.Write(ref _pending, null);
    }

    private EventSourceMappingConfiguration Read(StackResource resource)
    {
        var configuration = EventSourceMappingConfiguration.Read(resource);
        if (functions.FindByName(configuration.FunctionName) is null)
        {
            throw new TemplateException($"{resource.LogicalId}.Properties.FunctionName names no function of the template: {configuration.FunctionName}.");
        }

        return configuration.OnFailureDestination is not { } arn || queues.Exists(arn)
            ? configuration
            : throw new TemplateException($"{resource.LogicalId}.Properties.DestinationConfig names no queue of the template: {arn}.");
    }

    private RunningMapping Start(EventSourceMappingConfiguration configuration, StreamCheckpoints checkpoints)
    {
        var source = new AuthorizedStreamSource(
            streams.Open(configuration.StreamArn),
            authorizer,
            () => FunctionOf(configuration).Environment.Assume().Caller,
            configuration.StreamArn);
        var processor = new BatchProcessor(
            configuration,
            (records, cancellationToken) => InvokeAsync(FunctionOf(configuration), records, cancellationToken),
            batch => Discard(configuration, FunctionOf(configuration), batch),
            time);
        var mapping = new EventSourceMapping(configuration, source, processor, time, logger, checkpoints);
        return new(configuration, mapping, RunAsync, lifetime.ApplicationStopping);
    }

    // Looked up for each batch: a deployment may have changed the function.
    private LambdaFunction FunctionOf(EventSourceMappingConfiguration configuration) => functions.FindByName(configuration.FunctionName)
        ?? throw new InvalidOperationException($"The function {configuration.FunctionName} of an event source mapping is gone.");

    private async Task RunAsync(EventSourceMapping mapping, CancellationToken cancellationToken)
    {
        try
        {
            await mapping.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops, or the mapping is changed.
        }
        catch (Exception fault)
        {
            Volatile.Write(ref _pending, "An event source mapping ended by a fault of LocalAws; its log has the reason.");
            Log.Ended(logger, fault);
        }
    }

    private static async Task<InvocationResult> InvokeAsync(LambdaFunction function, IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken)
    {
        using var span = LocalAwsTelemetry.Source.StartActivity($"Lambda Invoke {function.Configuration.Handler}", ActivityKind.Consumer);
        span?.SetTag("faas.trigger", "datasource");
        span?.SetTag("messaging.batch.message_count", records.Count);
        return await function.InvokeAsync(StreamEvent.Write(records), Guid.NewGuid().ToString(), cancellationToken);
    }

    private void Discard(EventSourceMappingConfiguration configuration, LambdaFunction function, DiscardedBatch batch)
    {
        Log.Discarded(
            logger, function.Configuration.Handler, batch.Records.Count, batch.Reason, batch.InvokeCount, configuration.OnFailureDestination ?? "none");
        using var span = LocalAwsTelemetry.Source.StartActivity("Lambda discard batch", ActivityKind.Producer);
        span?.SetTag("messaging.batch.message_count", batch.Records.Count);
        span.SetAwsError(batch.Reason.ToString());
        // As in AWS, a record that the role may not send is lost; the refusal is logged.
        if (configuration.OnFailureDestination is { } destinationArn
            && authorizer.Evaluate(function.Environment.Assume().Caller, "sqs:SendMessage", destinationArn).IsAllowed)
        {
            var record = StreamFailureRecord.Write(batch, function.Configuration.Arn, configuration.StreamArn, time.GetUtcNow());
            queues.Send(destinationArn, Encoding.UTF8.GetString(record.Span));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.MappingEnded, LogLevel.Error, "An event source mapping ended.")]
        public static partial void Ended(ILogger logger, Exception fault);

        [LoggerMessage(EventIds.RecordsDiscarded, LogLevel.Error, "{Handler}: {Count} records are discarded after {Invocations} invocations ({Reason}). On-failure destination: {Destination}.")]
        public static partial void Discarded(ILogger logger, string handler, int count, DiscardReason reason, int invocations, string destination);
    }
}
