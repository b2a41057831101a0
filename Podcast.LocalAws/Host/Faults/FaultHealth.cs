using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Host.Faults;

/// <summary>Reports the services that do not work because of a fault that was switched on.</summary>
internal sealed class FaultHealth(FaultInjector faults, TimeProvider time) : IHealthPart
{
    public IEnumerable<HealthProblem> Problems => faults.Active
        .Where(active => active.Fault is { Kind: FaultKind.Outage, Operation: null, Probability: >= 1 } && !active.HasEnded(time) && (active.Fault.Count is null || active.Happened < active.Fault.Count))
        .Select(active => new HealthProblem($"service {active.Fault.Service}", $"The fault '{active.Id}' takes it away; clear it to end the outage.", active.Since));
}
