using Podcast.LocalAws.Core.Faults;

namespace Podcast.LocalAws.Host.Faults;

/// <summary>Something that goes wrong on purpose, until it is taken away or has happened often enough.</summary>
/// <param name="Service">A signing name, or one of <see cref="FaultServices"/>.</param>
/// <param name="Kind">The kind of a fault.</param>
/// <param name="Operation">Such as <c>PutItem</c>; <see langword="null"/> for all of the service.</param>
/// <param name="Count">How often it happens; <see langword="null"/> for every time.</param>
/// <param name="Probability">How likely it is each time: more than 0, at most 1.</param>
/// <param name="Latency">How much longer a call takes.</param>
/// <param name="Duration">How long it lasts from when it is switched on; <see langword="null"/> until it is taken away.</param>
internal sealed record Fault(
    string Service,
    FaultKind Kind,
    string? Operation = null,
    int? Count = null,
    double Probability = 1,
    TimeSpan Latency = default,
    TimeSpan? Duration = null)
{
    public bool IsFor(string service, string operation) =>
        Service == service && (Operation is null || Operation.Equals(operation, StringComparison.OrdinalIgnoreCase));
}
