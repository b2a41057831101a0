using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Records that are given up.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ShardId">Where they are.</param>
/// <param name="Records">The records, in order.</param>
/// <param name="InvokeCount">How often the function was run with them.</param>
/// <param name="LastResult">The result of the last run; <see langword="null"/> when there was none.</param>
internal sealed record DiscardedBatch(
    DiscardReason Reason, string ShardId, IReadOnlyList<StreamRecord> Records, int InvokeCount, InvocationResult? LastResult);
