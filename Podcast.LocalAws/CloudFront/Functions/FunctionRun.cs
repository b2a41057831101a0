using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.KeyValueStore;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>What one run carries: its inputs, and what it asked for on the way.</summary>
internal sealed class FunctionRun(
    FunctionEventType eventType, DateTimeOffset startedAt, KeyValueStoreState? store, IReadOnlySet<string> originIds)
{
    private readonly List<string> _logs = [];
    private int _logCharacters;
    private double _binaryBytes;

    public FunctionEventType EventType { get; } = eventType;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>The associated store, at most one.</summary>
    public KeyValueStoreState? Store { get; } = store;

    /// <summary>The store as it was when the run began.</summary>
    public KeyValueSnapshot? Snapshot { get; } = store?.AtEdge;

    /// <summary>The origins that can be selected.</summary>
    public IReadOnlySet<string> OriginIds { get; } = originIds;

    /// <summary>Whether reads of the store get spans.</summary>
    public bool IsTraced { get; init; } = true;

    /// <summary>What the viewer sent.</summary>
    public EdgeRequest? Incoming { get; set; }

    /// <summary>Counts the statements of a test.</summary>
    public Jint.Constraint? Counter { get; init; }

    public OriginChange? Origin { get; set; }

    /// <summary>What <c>cf.logCustomData</c> was given last, URL-encoded and cut off.</summary>
    public string? CustomData { get; set; }

    public IReadOnlyList<string> Logs => _logs;

    /// <summary>Counts bytes of buffers and typed arrays, which take as much room here as in CloudFront.</summary>
    /// <exception cref="FunctionLimitException">The run would have more than it may.</exception>
    public void ChargeMemory(double bytes)
    {
        _binaryBytes += bytes;
        if (_binaryBytes > FunctionLimits.BinaryBytes)
        {
            throw new FunctionLimitException("more than 2 MB of memory");
        }
    }

    public void Log(string line)
    {
        var room = FunctionLimits.LogCharacters - _logCharacters;
        if (room > 0)
        {
            _logs.Add(line.Length <= room ? line : line[..room]);
            _logCharacters += line.Length;
        }
    }
}
