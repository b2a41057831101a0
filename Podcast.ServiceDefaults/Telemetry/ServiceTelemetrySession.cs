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
    /// Sends what is still waiting, within <paramref name="timeoutMilliseconds"/>. A Lambda function calls it at the end of each
    /// invocation, because its process may be frozen until the next.
    /// </summary>
    public void Flush(int timeoutMilliseconds)
    {
        _traces?.ForceFlush(timeoutMilliseconds);
        _metrics?.ForceFlush(timeoutMilliseconds);
    }

    /// <inheritdoc />
    public void Dispose() => TelemetryShutdown.Run(() => _traces?.Dispose(), () => _metrics?.Dispose(), Loggers.Dispose);
}
