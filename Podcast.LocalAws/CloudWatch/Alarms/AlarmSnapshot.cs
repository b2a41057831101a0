using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>The state of an alarm at one moment.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="ReasonData">Why, as data; <see langword="null"/> before the first evaluation.</param>
/// <param name="UpdatedAt">When the state or its reason changed last.</param>
/// <param name="TransitionedAt">When the state changed last.</param>
internal sealed record AlarmSnapshot(AlarmState State, string Reason, JsonObject? ReasonData, DateTimeOffset UpdatedAt, DateTimeOffset TransitionedAt);
