using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Podcast.Telemetry;

/// <summary>The telemetry of a process without a host; disposing it sends what is still waiting, for as long as <see cref="TelemetryShutdown.Limit"/>.</summary>
public sealed class ServiceTelemetrySession : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    internal ServiceTelemetrySession(ILoggerFactory loggers, TracerProvider? traces, MeterProvider? metrics)
    {
        Loggers = loggers;
        _traces = traces;
        _metrics = metrics;
    }

    /// <summary>Creates the loggers of the process.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>
    /// Sends what is still waiting, within <paramref name="limit"/> for everything together. A Lambda function calls it at the end of each
    /// invocation, because its process may be frozen until the next. What takes longer goes on meanwhile; nothing that waits costs no time.
    /// </summary>
    public void Flush(TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        _traces?.ForceFlush((int)limit.TotalMilliseconds);
        _metrics?.ForceFlush((int)Math.Max(0, (limit - Stopwatch.GetElapsedTime(started)).TotalMilliseconds));
    }

    /// <inheritdoc />
    public void Dispose() => TelemetryShutdown.Run(() => _traces?.Dispose(), () => _metrics?.Dispose(), Loggers.Dispose);
}
