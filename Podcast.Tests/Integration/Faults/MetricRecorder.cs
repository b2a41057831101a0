using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Podcast.Tests.Integration.Faults;

/// <summary>Keeps the attributes of every measurement of this process's meters.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new() { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
    private readonly ConcurrentDictionary<string, byte> _attributes = new(StringComparer.Ordinal);

    public MetricRecorder()
    {
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Keep(instrument, tags));
        _listener.Start();
    }

    /// <summary>Such as <c>localaws.api.call.duration rpc.method=GetItem</c>.</summary>
    public ICollection<string> Attributes => _attributes.Keys;

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            _attributes.TryAdd($"{instrument.Name} {name}={value}", 0);
        }
    }
}
