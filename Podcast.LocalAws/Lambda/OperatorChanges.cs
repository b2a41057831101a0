using System.Collections.Concurrent;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Lambda.Processes;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// What operators have changed by the API since the last deployment. As in AWS, it stays until a deployment describes the same thing differently than before.
/// </summary>
internal sealed class OperatorChanges
{
    private readonly ConcurrentDictionary<string, (FunctionConfiguration Described, FunctionConfiguration Changed)> _functions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (FunctionCode Described, FunctionCode Changed)> _code = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (EventSourceMappingConfiguration Described, EventSourceMappingConfiguration Changed)> _mappings = new(StringComparer.Ordinal);

    /// <summary>Notes that a function is configured differently than the template describes it.</summary>
    public void Set(FunctionConfiguration described, FunctionConfiguration changed) => _functions[described.Name] = (described, changed);

    public void Set(string function, FunctionCode described, FunctionCode changed) => _code[function] = (described, changed);

    public void Set(EventSourceMappingConfiguration described, EventSourceMappingConfiguration changed) => _mappings[described.Id] = (described, changed);

    /// <summary>What holds for a function of the template.</summary>
    public FunctionConfiguration Apply(FunctionConfiguration described) =>
        _functions.TryGetValue(described.Name, out var change) && change.Described.IsSame(described) ? change.Changed : described;

    public FunctionCode Apply(string function, FunctionCode described) =>
        _code.TryGetValue(function, out var change) && change.Described == described ? change.Changed : described;

    public EventSourceMappingConfiguration Apply(EventSourceMappingConfiguration described) =>
        _mappings.TryGetValue(described.Id, out var change) && change.Described == described ? change.Changed : described;
}
