using System.Collections.Immutable;
using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;

namespace Podcast.LocalAws.Host.Faults;

/// <summary>
/// Makes services fail as they do in AWS, so that tests and people can watch the system cope. Without faults it costs one read of an empty
/// list. See docs/faults.md.
/// </summary>
internal sealed partial class FaultInjector(TimeProvider time, ILogger<FaultInjector> logger) : IFaultInjector
{
    private const int MaxFaults = 100;

    private readonly Lock _lock = new();
    private ImmutableArray<ActiveFault> _faults = [];
    private Random _random = Random.Shared;

    /// <summary>The faults that are switched on, in the order in which they were.</summary>
    public ImmutableArray<ActiveFault> Active => _faults.RemoveAll(active => active.HasEnded(time));

    /// <summary>Makes faults with a probability the same in each run.</summary>
    public void Seed(int seed)
    {
        lock (_lock)
        {
            _random = new(seed);
        }
    }

    /// <summary>Switches a fault on, in place of the one with the same id.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public void Set(string id, Fault fault)
    {
        lock (_lock)
        {
            var others = _faults.RemoveAll(active => active.Id == id || active.HasEnded(time));
            if (others.Length == MaxFaults)
            {
                throw new InvalidOperationException($"At most {MaxFaults} faults can be switched on.");
            }

            var now = time.GetUtcNow();
            _faults = others.Add(new(id, fault, now, now + fault.Duration));
        }

        Log.Set(logger, id, fault.Kind, fault.Service, fault.Operation ?? "every operation");
    }

    /// <summary>Switches a fault on until the returned object is disposed.</summary>
    public IDisposable Use(Fault fault)
    {
        var id = Guid.NewGuid().ToString("N");
        Set(id, fault);
        return new FaultScope(this, id);
    }

    /// <returns>Whether there was one.</returns>
    public bool Clear(string id)
    {
        lock (_lock)
        {
            var before = _faults.Length;
            _faults = _faults.RemoveAll(active => active.Id == id);
            return _faults.Length < before;
        }
    }

    public void ClearAll()
    {
        lock (_lock)
        {
            _faults = [];
        }
    }

    public async ValueTask ApplyAsync(string service, string operation, CancellationToken cancellationToken)
    {
        foreach (var active in _faults)
        {
            if (!Happens(active, service, operation))
            {
                continue;
            }

            Activity.Current?.SetTag("localaws.fault", active.Fault.Kind.ToString());
            if (active.Fault.Kind == FaultKind.Latency)
            {
                await Task.Delay(active.Fault.Latency, time, cancellationToken);
                continue;
            }

            throw FaultErrors.Of(service, active.Fault.Kind);
        }
    }

    public async ValueTask ApplyLatencyAsync(string service, string operation, CancellationToken cancellationToken)
    {
        foreach (var active in _faults)
        {
            if (active.Fault.Kind == FaultKind.Latency && Happens(active, service, operation))
            {
                await Task.Delay(active.Fault.Latency, time, cancellationToken);
            }
        }
    }

    public bool Takes(string service, string operation, FaultKind kind)
    {
        foreach (var active in _faults)
        {
            if (active.Fault.Kind == kind && Happens(active, service, operation))
            {
                return true;
            }
        }

        return false;
    }

    private bool Happens(ActiveFault active, string service, string operation)
    {
        if (!active.Fault.IsFor(service, operation) || active.HasEnded(time))
        {
            return false;
        }

        if (active.Fault.Probability < 1)
        {
            lock (_lock)
            {
                if (_random.NextDouble() >= active.Fault.Probability)
                {
                    return false;
                }
            }
        }

        return active.TryHappen();
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.FaultSet, LogLevel.Warning, "The fault {Id} is switched on: {Kind} of {Service}, {Operation}.")]
        public static partial void Set(ILogger logger, string id, FaultKind kind, string service, string operation);
    }
}
