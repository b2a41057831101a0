namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>The value of one period, as an alarm sees it.</summary>
/// <param name="At">The beginning of the period.</param>
/// <param name="Value">The value; <see langword="null"/> where it is missing.</param>
internal readonly record struct Datapoint(DateTimeOffset At, double? Value);
