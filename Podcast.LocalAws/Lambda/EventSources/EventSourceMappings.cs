using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Runs the event source mappings of the stack, once their tables are there. A changed mapping continues where it was.</summary>
internal sealed partial class EventSourceMappings(
    FunctionRegistry functions,
    ITableStreams streams,
    IQueueSender queues,
    IAuthorizer authorizer,
    IHostApplicationLifetime lifetime,
    Supervisor supervisor,
    OperatorChanges changes,
    TimeProvider time,
    ILogger<EventSourceMappings> logger) : IStackConsumer, IHealthPart
{
    private readonly ConcurrentDictionary<string, RunningMapping> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreamCheckpoints> _checkpoints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Count, string Last)> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _changedAt = new(StringComparer.Ordinal);
    private volatile bool _hasStarted;

    public IEnumerable<HealthProblem> Problems => _hasStarted
        ? _running.Values.Select(Describe).OfType<HealthProblem>()
        : [new("event source mappings", "The event source mappings do not run yet.")];

    public bool WaitsForOthers => true;

    /// <summary>How the last batch of a mapping ended, in Lambda's words; <see langword="null"/> before the first.</summary>
    public string? LastResultOf(string id) => _results.GetValueOrDefault(id).Last;

    /// <summary>How many batches of a mapping have ended so far.</summary>
    public int ResultsOf(string id) => _results.GetValueOrDefault(id).Count;

    /// <summary>When a mapping was changed by the API; <see langword="null"/> when it is as it was deployed.</summary>
    public DateTimeOffset? ChangedAt(string id) => _changedAt.TryGetValue(id, out var at) ? at : null;

    public void MarkChanged(string id) => _changedAt[id] = time.GetUtcNow();

    /// <exception cref="TemplateException">A mapping names a function or a destination that the template does not have.</exception>
    public async Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var all = stack.OfType(EventSourceMappingConfiguration.ResourceType).Select(Read).ToDictionary(configuration => configuration.Id, StringComparer.Ordinal);
        var wanted = all.Where(pair => pair.Value.Enabled).ToDictionary();
        foreach (var (id, running) in _running.Where(pair => wanted.GetValueOrDefault(pair.Key) != pair.Value.Configuration).ToList())
        {
            await running.StopAsync();
            _running.TryRemove(id, out _);
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
        _hasStarted = true;
    }

    private HealthProblem? Describe(RunningMapping running) => running.Mapping.Health.Failure is { } failure
        ? new(NameOf(running.Configuration), $"The stream cannot be read: {failure.Reason}", failure.Since)
        : null;

    private string NameOf(EventSourceMappingConfiguration configuration) =>
        $"event source mapping of {functions.FindByName(configuration.FunctionName)?.Configuration.Handler ?? configuration.FunctionName}";

    private EventSourceMappingConfiguration Read(StackResource resource)
    {
        var configuration = changes.Apply(EventSourceMappingConfiguration.Read(resource));
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
            (records, cancellationToken) => InvokeAsync(configuration, records, cancellationToken),
            batch => Discard(configuration, batch),
            time);
        var mapping = new EventSourceMapping(configuration, source, processor, time, logger, checkpoints);
        return new(configuration, mapping, (running, stopping) => supervisor.RunAsync(NameOf(configuration), running.RunAsync, stopping), lifetime.ApplicationStopping);
    }

    // Looked up for each batch: a deployment may have changed the function.
    private LambdaFunction FunctionOf(EventSourceMappingConfiguration configuration) => functions.FindByName(configuration.FunctionName)
        ?? throw new InvalidOperationException($"The function {configuration.FunctionName} of an event source mapping is gone.");

    // A failure counts as one of the function: the records are split, retried and sent to the failure destination.
    private async Task<InvocationResult> InvokeAsync(
        EventSourceMappingConfiguration configuration, IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString();
        try
        {
            var function = FunctionOf(configuration);
            using var span = LocalAwsTelemetry.Source.StartActivity($"Lambda Invoke {function.Configuration.Handler}", ActivityKind.Consumer);
            span?.SetTag("faas.trigger", "datasource");
            span?.SetTag("messaging.batch.message_count", records.Count);
            function.Metrics.RecordIteratorAge(records[^1].CreatedAt);
            var result = await function.InvokeAsync(StreamEvent.Write(records), requestId, cancellationToken);
            var last = result.Outcome == InvocationOutcome.Succeeded ? "OK" : "PROBLEM: Function call failed";
            _results.AddOrUpdate(configuration.Id, (1, last), (_, before) => (before.Count + 1, last));
            return result;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            supervisor.Report("event source mapping", fault);
            return InvocationResult.Failed(requestId, "LocalAws.Fault", "LocalAws failed; its log has the reason.");
        }
    }

    private void Discard(EventSourceMappingConfiguration configuration, DiscardedBatch batch)
    {
        try
        {
            Discard(configuration, FunctionOf(configuration), batch);
        }
        catch (Exception fault)
        {
            supervisor.Report("event source mapping", fault);
        }
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
        [LoggerMessage(EventIds.RecordsDiscarded, LogLevel.Error, "{Handler}: {Count} records are discarded after {Invocations} invocations ({Reason}). On-failure destination: {Destination}.")]
        public static partial void Discarded(ILogger logger, string handler, int count, DiscardReason reason, int invocations, string destination);
    }
}
