using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Host.Faults;

/// <summary>Tells which services do not work because somebody took them away on purpose.</summary>
internal sealed class FaultHealth(FaultInjector faults, TimeProvider time) : IHealthPart
{
    public IEnumerable<HealthProblem> Problems => faults.Active
        .Where(active => active.Fault is { Kind: FaultKind.Outage, Operation: null, Probability: >= 1 } && !active.HasEnded(time) && (active.Fault.Count is null || active.Happened < active.Fault.Count))
        .Select(active => new HealthProblem($"service {active.Fault.Service}", $"The fault '{active.Id}' takes it away; clear it to end the outage.", active.Since));
}
