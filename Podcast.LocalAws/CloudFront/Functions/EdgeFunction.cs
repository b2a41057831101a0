using System.Diagnostics;
using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>A function of the template. Its code is parsed when it is first needed; code that does not load fails every request, as in AWS.</summary>
internal sealed partial class EdgeFunction(string name, string code, KeyValueStoreState? store, EdgeFunctionLog log, EdgeFunctionMetrics metrics, TimeProvider time, ILogger<EdgeFunction> logger)
{
    // Counting the statements of a run takes time: one of this many is representative.
    private const int CountedRuns = 16;

    private readonly Lazy<(FunctionProgram? Program, string? Error)> _loaded = new(() => Load(name, code, logger));

    private int _runs;

    public string Name => name;

    public bool IsMadeOf(string otherCode, KeyValueStoreState? otherStore) => code == otherCode && ReferenceEquals(store, otherStore);

    /// <summary>Why the code does not load; <see langword="null"/> when it does.</summary>
    public string? LoadError => _loaded.Value.Error;

    /// <summary>Runs the function for one request, in a span of its own.</summary>
    public FunctionResult Run(FunctionEvent source, IReadOnlySet<string> originIds)
    {
        var eventType = source.Type == FunctionEventType.ViewerRequest ? "viewer-request" : "viewer-response";
        using var span = LocalAwsTelemetry.StartSpan($"CloudFront {eventType}", ActivityKind.Internal);
        span?.SetTag("faas.name", name);
        span?.SetTag("faas.trigger", "http");
        span?.SetTag("faas.invocation_id", source.RequestId);
        span?.SetTag("cloudfront.distribution.id", source.DistributionId);

        var counter = Interlocked.Increment(ref _runs) % CountedRuns == 1 ? new StatementCounter() : null;
        var run = new FunctionRun(source.Type, time.GetUtcNow(), store, originIds) { Counter = counter };
        var started = time.GetTimestamp();
        var result = Run(source, run);
        var duration = time.GetElapsedTime(started);
        if (run.CustomData is { } data)
        {
            span?.SetTag("cloudfront.function.log_data", data);
            result = result with { CustomData = data };
        }

        foreach (var line in result.Logs)
        {
            Log.Console(logger, name, source.RequestId, line);
            span?.AddEvent(new ActivityEvent("console.log", tags: new() { ["message"] = line }));
        }

        log.Write(name, source, result);
        metrics.RecordRun(result);
        if (counter is not null)
        {
            metrics.RecordUtilization(counter.Count);
        }

        LocalAwsMetrics.RecordEdgeFunctionRun(name, Record(span, result, source.RequestId), duration);
        return result;
    }

    /// <summary>Whether somebody has loaded the function, or tried to.</summary>
    public bool IsLoaded => _loaded.IsValueCreated;

    /// <summary>Runs the function for nobody, so that its first request finds it compiled.</summary>
    public void WarmUp(FunctionEvent source) =>
        Run(source, new FunctionRun(source.Type, time.GetUtcNow(), store, new HashSet<string>()) { IsTraced = false });

    private FunctionResult Run(FunctionEvent source, FunctionRun run) => _loaded.Value switch
    {
        { Program: { } program } => FunctionRunner.Run(program, source, run),
        { Error: var error } => new FailureResult(FunctionFailure.Execution, $"The function does not load. {error}", []),
    };

    private string Record(Activity? span, FunctionResult result, string requestId)
    {
        var decision = result switch { FailureResult => "error", ResponseResult => "response", _ => "request" };
        span?.SetTag("cloudfront.function.result", decision);
        switch (result)
        {
            case FailureResult failure:
                span.SetAwsError(failure.Kind == FunctionFailure.Validation ? "FunctionValidationError" : "FunctionExecutionError");
                Log.Failed(logger, name, requestId, failure.Kind, failure.Message);
                break;
            case ResponseResult response:
                span?.SetTag("http.response.status_code", response.Response.StatusCode);
                break;
        }

        return decision;
    }

    private static (FunctionProgram? Program, string? Error) Load(string name, string code, ILogger logger)
    {
        try
        {
            var program = FunctionProgram.Load(name, code);
            foreach (var warning in program.Warnings)
            {
                Log.Warned(logger, name, warning);
            }

            return (program, null);
        }
        catch (FunctionLoadException error)
        {
            Log.NotLoaded(logger, name, error.Message);
            return (null, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EdgeFunctionOutput, LogLevel.Information, "{Function} {RequestId} {Line}")]
        public static partial void Console(ILogger logger, string function, string requestId, string line);

        [LoggerMessage(EventIds.EdgeFunctionFailed, LogLevel.Warning, "{Function} {RequestId} failed ({Failure}): {Reason}")]
        public static partial void Failed(ILogger logger, string function, string requestId, FunctionFailure failure, string reason);

        [LoggerMessage(EventIds.EdgeFunctionWarned, LogLevel.Warning, "{Function}: {Warning}")]
        public static partial void Warned(ILogger logger, string function, string warning);

        [LoggerMessage(EventIds.EdgeFunctionNotLoaded, LogLevel.Error, "{Function} does not load, so every request of its behaviors gets 503. {Reason}")]
        public static partial void NotLoaded(ILogger logger, string function, string reason);
    }
}
