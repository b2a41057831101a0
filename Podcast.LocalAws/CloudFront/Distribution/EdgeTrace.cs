using System.Diagnostics;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// The trace and the log line of one viewer's request. What <see cref="EdgeTraceLimiter"/> leaves out gets them all the same when a person would look for it: when
/// its caller traces it, fails, or waits long. Then the trace has the server's span alone.
/// </summary>
internal sealed partial class EdgeTrace : IDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly HttpContext _context;
    private readonly string _requestId;
    private readonly string _distributionId;
    private readonly string _route;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _started;
    private readonly DateTimeOffset _startedAt;
    private readonly bool _isRecorded;
    private readonly Activity? _activity;

    private EdgeTrace(HttpContext context, string requestId, string distributionId, string route, EdgeTraceLimiter limiter, TimeProvider time, ILogger logger)
    {
        _context = context;
        _requestId = requestId;
        _distributionId = distributionId;
        _route = route;
        _time = time;
        _logger = logger;
        _started = time.GetTimestamp();
        _startedAt = time.GetUtcNow();
        _isRecorded = IsTracedByCaller(context) || limiter.TryTake();
        _activity = _isRecorded ? StartSpan(default) : LocalAwsTelemetry.StartUnrecorded();
    }

    public static EdgeTrace Start(
        HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig? behavior, EdgeTraceLimiter limiter, TimeProvider time, ILogger logger) =>
        new(context, requestId, distribution.Id, behavior?.Pattern.Text ?? "*", limiter, time, logger);

    /// <summary>Records that the viewer left before the response ended.</summary>
    public void SetViewerGone() => _activity?.SetTag("error.type", "ViewerGone");

    public void Dispose()
    {
        var status = _context.Response.StatusCode;
        var result = _context.Response.Headers["X-Cache"].ToString().Split(' ')[0];
        var elapsed = _time.GetElapsedTime(_started);
        LocalAwsMetrics.RecordEdgeRequest(_route, status, result, elapsed);
        var span = _activity;
        if (!_isRecorded)
        {
            _activity?.Dispose();
            if (status < StatusCodes.Status500InternalServerError && elapsed < Slow)
            {
                return;
            }

            span = StartSpan(_startedAt);
        }

        span?.SetTag("cloudfront.result_type", result);
        span.SetHttpResult(status);
        span?.Dispose();
        Log.Completed(_logger, LocalAwsTelemetry.MethodName(_context.Request.Method), _route, status, result, elapsed.TotalMilliseconds, _requestId);
    }

    private static bool IsTracedByCaller(HttpContext context) =>
        context.Request.Headers.TraceParent.ToString() is { Length: > 0 } parent
        && ActivityContext.TryParse(parent, null, out var traced) && traced.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);

    private Activity? StartSpan(DateTimeOffset startedAt)
    {
        var span = LocalAwsTelemetry.StartServerSpan(_context, $"{LocalAwsTelemetry.MethodName(_context.Request.Method)} {_route}", startedAt);
        span?.SetTag("http.route", _route);
        span?.SetTag("url.scheme", _context.Request.Scheme);
        span?.SetTag("cloudfront.distribution.id", _distributionId);
        span?.SetTag("cloudfront.request.id", _requestId);
        return span;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EdgeRequestCompleted, LogLevel.Information, "{Method} {Behavior} {Status} {Result} {Milliseconds:F1} ms {RequestId}")]
        public static partial void Completed(
            ILogger logger, string method, string behavior, int status, string result, double milliseconds, string requestId);
    }
}
