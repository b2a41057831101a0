using System.Diagnostics;

namespace Podcast.Functions.Hosting;

/// <summary>The context of one invocation.</summary>
/// <param name="RequestId">The invocation's id in the log.</param>
/// <param name="Activity">The span; null when tracing is off.</param>
/// <param name="Deadline">Cancelled shortly before Lambda's timeout.</param>
/// <param name="EndsAt">When <paramref name="Deadline"/> is cancelled; null without a limit. Paged work stops before it.</param>
internal sealed record Invocation(string RequestId, Activity? Activity, CancellationToken Deadline, DateTimeOffset? EndsAt = null);
