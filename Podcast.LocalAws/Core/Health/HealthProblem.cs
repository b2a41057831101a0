namespace Podcast.LocalAws.Core.Health;

/// <summary>Something that does not work now.</summary>
/// <param name="Part">What it is, such as <c>function Feeds</c>.</param>
/// <param name="Reason">What is wrong, in one sentence.</param>
/// <param name="Since">Since when; <see langword="null"/> when it has not worked since the process started.</param>
internal sealed record HealthProblem(string Part, string Reason, DateTimeOffset? Since = null);
