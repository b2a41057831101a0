using System.Diagnostics;

namespace Podcast.Functions.Hosting;

/// <summary>What a function knows about the call that it answers.</summary>
/// <param name="RequestId">The id under which the log has it.</param>
/// <param name="Activity">Its span; null when nobody listens.</param>
/// <param name="Deadline">Cancelled a little before Lambda would end the call.</param>
/// <param name="EndsAt">When <paramref name="Deadline"/> is cancelled; null when nobody set a limit. Work in pages stops in time before it.</param>
internal sealed record Invocation(string RequestId, Activity? Activity, CancellationToken Deadline, DateTimeOffset? EndsAt = null);
