using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Lambda;

namespace Podcast.LocalAws.Host.Usage;

/// <summary>Adds up what the process's own instruments record.</summary>
internal sealed class UsageMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly FunctionRegistry _functions;
    private readonly TimeProvider _time;
    private readonly long _started;

    public UsageMeter(FunctionRegistry functions, TimeProvider time)
    {
        _functions = functions;
        _time = time;
        _started = time.GetTimestamp();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == LocalAwsTelemetry.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.Start();
    }

    public UsageFigures Current => new(
        _time.GetElapsedTime(_started),
        Sum("edge"),
        Sum("edge function"),
        Sum("localaws.edge.store.reads"),
        Sum("KeyValueStore"),
        Sum("invocations"),
        Sum("gigabyte seconds"),
        Sum("DynamoDB"),
        Sum("localaws.logs.size"),
        Sum("localaws.transcoded.duration") / 60);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private double Sum(string name) => _sums.GetValueOrDefault(name);

    private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        switch (instrument)
        {
            case "localaws.edge.request.duration":
                Add("edge", 1);
                // Assets and artwork are public: no function runs for them.
                Add("edge function", Tag(tags, "http.route") is "/assets/*" or "/artwork/*" ? 0 : 1);
                break;
            case "localaws.lambda.invocation.duration":
                Add("invocations", 1);
                Add("gigabyte seconds", value * (_functions.Find(Tag(tags, "faas.invoked_name"))?.Configuration.MemorySize ?? 0) / 1024);
                break;
            case "localaws.api.call.duration":
                Add(Tag(tags, "rpc.service"), 1);
                break;
            default:
                Add(instrument, value);
                break;
        }
    }

    private void Add(string name, double value) => _sums.AddOrUpdate(name, value, (_, before) => before + value);

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return value?.ToString() ?? "";
            }
        }

        return "";
    }
}
