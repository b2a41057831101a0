using System.Diagnostics.Metrics;

namespace Podcast.LocalAws.Core;

/// <summary>
/// The process's own metrics, in seconds as the conventions want durations
/// (https://opentelemetry.io/docs/specs/semconv/general/metrics/). No attribute holds a path, an id or a name that a user chose.
/// </summary>
internal static class LocalAwsMetrics
{
    private static readonly Histogram<double> Calls =
        LocalAwsTelemetry.Meter.CreateHistogram<double>("localaws.api.call.duration", "s", "Duration of calls to AWS APIs.");

    private static readonly Histogram<double> EdgeRequests =
        LocalAwsTelemetry.Meter.CreateHistogram<double>("localaws.edge.request.duration", "s", "Duration of viewers' requests to the distribution.");

    private static readonly Histogram<double> Invocations =
        LocalAwsTelemetry.Meter.CreateHistogram<double>("localaws.lambda.invocation.duration", "s", "Duration of invocations of functions.");

    private static readonly Counter<long> BackgroundFaults =
        LocalAwsTelemetry.Meter.CreateCounter<long>("localaws.background.faults", "{fault}", "Faults of the process's own background work.");

    private static readonly Histogram<double> EdgeFunctionRuns =
        LocalAwsTelemetry.Meter.CreateHistogram<double>("localaws.edge.function.duration", "s", "Duration of runs of edge functions, by what they decided.");

    private static readonly Counter<long> EdgeStoreReads =
        LocalAwsTelemetry.Meter.CreateCounter<long>("localaws.edge.store.reads", "{read}", "Reads of the key-value store by edge functions.");

    private static readonly Counter<long> LogSize =
        LocalAwsTelemetry.Meter.CreateCounter<long>("localaws.logs.size", "By", "What functions have logged.");

    private static readonly Counter<double> Transcoded =
        LocalAwsTelemetry.Meter.CreateCounter<double>("localaws.transcoded.duration", "s", "Audio that transcoding jobs have written, of all outputs.");

    /// <param name="operation">The method of <c>cf.kvs()</c>.</param>
    /// <param name="result"><c>hit</c>, <c>miss</c> or <c>error</c>.</param>
    public static void RecordEdgeStoreRead(string operation, string result) =>
        EdgeStoreReads.Add(1, new("cloudfront.kvs.operation", operation), new("cloudfront.kvs.result", result));

    /// <param name="function">The function's name in the template.</param>
    /// <param name="decision"><c>request</c> for a request that goes on, <c>response</c> for one that ends at the edge, <c>error</c>.</param>
    /// <param name="duration">How long it ran.</param>
    public static void RecordEdgeFunctionRun(string function, string decision, TimeSpan duration) =>
        EdgeFunctionRuns.Record(duration.TotalSeconds, new("faas.name", function), new("cloudfront.function.result", decision));

    private static readonly Counter<long> Spans =
        LocalAwsTelemetry.Meter.CreateCounter<long>("localaws.xray.spans", "{span}", "Spans that the OTLP endpoint has taken.");

    public static void RecordSpans(int count) => Spans.Add(count);

    public static void RecordLogged(long bytes) => LogSize.Add(bytes);

    public static void RecordTranscoded(TimeSpan audio) => Transcoded.Add(audio.TotalSeconds);

    private static readonly Counter<long> DroppedLogLines =
        LocalAwsTelemetry.Meter.CreateCounter<long>("localaws.access_log.dropped", "{line}", "Lines of access logs for which there was no room.");

    public static void RecordDroppedLogLine() => DroppedLogLines.Add(1);

    public static void RecordBackgroundFault(string work, string errorType) =>
        BackgroundFaults.Add(1, new("localaws.work", work), new("error.type", errorType));

    public static void RecordCall(string service, string operation, int statusCode, TimeSpan duration) => Calls.Record(
        duration.TotalSeconds, new("rpc.system", "aws-api"), new("rpc.service", service), new("rpc.method", LocalAwsTelemetry.OperationName(operation)), new("http.response.status_code", statusCode));

    public static void RecordEdgeRequest(string route, int statusCode, string result, TimeSpan duration) => EdgeRequests.Record(
        duration.TotalSeconds, new("http.route", route), new("http.response.status_code", statusCode), new("cloudfront.result_type", result));

    public static void RecordInvocation(string handler, string outcome, TimeSpan duration) => Invocations.Record(
        duration.TotalSeconds, new("faas.invoked_name", handler), new("localaws.outcome", outcome));
}
