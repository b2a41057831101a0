using System.Diagnostics;
using Podcast.LocalAws.Api;
using Podcast.LocalAws.DynamoDb;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Runs the event source mappings of the stack, once their tables are there.</summary>
internal sealed partial class EventSourceMappings : BackgroundService, IReadiness
{
    private readonly List<(EventSourceMappingConfiguration Configuration, LambdaFunction Function, IStreamSource Source)> _mappings = [];
    private readonly TableProvisioner _tables;
    private readonly IOnFailureDestination _destination;
    private readonly TimeProvider _time;
    private readonly ILogger<EventSourceMappings> _logger;
    private string? _pending;

    /// <exception cref="TemplateException">A mapping names a function or a destination that the template does not have.</exception>
    public EventSourceMappings(
        Stack stack,
        FunctionRegistry functions,
        DynamoDbLocalClient dynamoDb,
        LocalArns arns,
        TableProvisioner tables,
        IOnFailureDestination destination,
        TimeProvider time,
        ILogger<EventSourceMappings> logger)
    {
        (_tables, _destination, _time, _logger) = (tables, destination, time, logger);
        foreach (var resource in stack.OfType(EventSourceMappingConfiguration.ResourceType))
        {
            var configuration = EventSourceMappingConfiguration.Read(resource);
            var function = functions.FindByName(configuration.FunctionName)
                ?? throw new TemplateException($"{resource.LogicalId}.Properties.FunctionName names no function of the template: {configuration.FunctionName}.");
            if (configuration.OnFailureDestination is { } arn && !destination.Exists(arn))
            {
                throw new TemplateException($"{resource.LogicalId}.Properties.DestinationConfig names no queue of the template: {arn}.");
            }

            if (configuration.Enabled)
            {
                _mappings.Add((configuration, function, new DynamoDbStreamSource(dynamoDb, arns, configuration.StreamArn, stack.Region, time)));
            }
        }

        _pending = _mappings.Count == 0 ? null : "The event source mappings do not run yet.";
    }

    public string? Pending => Volatile.Read(ref _pending);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _tables.Completion.WaitAsync(stoppingToken);
            var running = _mappings.Select(mapping => Create(mapping.Configuration, mapping.Function, mapping.Source)).ToList();
            var all = Task.WhenAll(running.Select(mapping => mapping.RunAsync(stoppingToken)));
            await Task.WhenAny(all, Task.WhenAll(running.Select(mapping => mapping.Started)));
            Volatile.Write(ref _pending, null);
            await all;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception fault)
        {
            Volatile.Write(ref _pending, "An event source mapping ended by a fault of LocalAws; its log has the reason.");
            Log.Ended(_logger, fault);
        }
    }

    private EventSourceMapping Create(EventSourceMappingConfiguration configuration, LambdaFunction function, IStreamSource source)
    {
        var processor = new BatchProcessor(
            configuration,
            (records, cancellationToken) => InvokeAsync(function, records, cancellationToken),
            batch => Discard(configuration, function, batch),
            _time);
        return new(configuration, source, processor, _time, _logger);
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
            _logger, function.Configuration.Handler, batch.Records.Count, batch.Reason, batch.InvokeCount, configuration.OnFailureDestination ?? "nobody");
        using var span = LocalAwsTelemetry.Source.StartActivity("Lambda discard batch", ActivityKind.Producer);
        span?.SetTag("messaging.batch.message_count", batch.Records.Count);
        span.SetAwsError(batch.Reason.ToString());
        if (configuration.OnFailureDestination is { } destination)
        {
            _destination.Send(destination, StreamFailureRecord.Write(batch, function.Configuration.Arn, configuration.StreamArn, _time.GetUtcNow()));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(62, LogLevel.Error, "An event source mapping ended.")]
        public static partial void Ended(ILogger logger, Exception fault);

        [LoggerMessage(63, LogLevel.Error, "{Handler}: {Count} records are discarded, {Reason} after {Invocations} invocations; {Destination} is told.")]
        public static partial void Discarded(ILogger logger, string handler, int count, DiscardReason reason, int invocations, string destination);
    }
}
