using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>
/// Brings one batch of a shard to its end: every record of it succeeded, or was discarded after its last attempt. Until then the shard waits.
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html.
/// </summary>
/// <param name="mapping">Retries, age, splitting.</param>
/// <param name="invoke">Runs the function.</param>
/// <param name="discard">Receives discarded batches.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchProcessor(
    EventSourceMappingConfiguration mapping,
    Func<IReadOnlyList<StreamRecord>, CancellationToken, Task<InvocationResult>> invoke,
    Action<DiscardedBatch> discard,
    TimeProvider time)
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    // The retention of a stream: records expire after it, whatever the limits say.
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public async Task ProcessAsync(string shardId, IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken)
    {
        var parts = new Stack<Part>();
        parts.Push(new([.. records], 0, 0, FirstBackOff, null));
        while (parts.TryPop(out var part))
        {
            part = DiscardExpired(shardId, part);
            if (part.Records.Length == 0)
            {
                continue;
            }

            var result = await invoke(part.Records, cancellationToken);
            if (result.Outcome is InvocationOutcome.Throttled or InvocationOutcome.Unavailable)
            {
                // The function did not run, so this does not count as an attempt.
                await Task.Delay(part.BackOff, time, cancellationToken);
                parts.Push(part with { BackOff = Longer(part.BackOff) });
                continue;
            }

            part = part with { Invocations = part.Invocations + 1, LastResult = result };
            var failed = FirstFailure(part.Records, result);
            if (failed < part.Records.Length)
            {
                await RetryAsync(shardId, part, failed, parts, cancellationToken);
            }
        }
    }

    private int FirstFailure(StreamRecord[] records, InvocationResult result) => result.Outcome switch
    {
        InvocationOutcome.FunctionError => 0,
        _ when mapping.ReportsItemFailures => BatchItemFailures.FirstFailure(result.Payload, records),
        _ => records.Length,
    };

    private async Task RetryAsync(string shardId, Part part, int failed, Stack<Part> parts, CancellationToken cancellationToken)
    {
        // A split does not count as a retry. It is made at the reported failure, else in the middle.
        if (mapping.BisectOnError && part.Records.Length > 1)
        {
            if (failed > 0)
            {
                parts.Push(part with { Records = Slice(part.Records, failed), BackOff = FirstBackOff });
                return;
            }

            var middle = part.Records.Length / 2;
            parts.Push(part with { Records = Slice(part.Records, middle) });
            parts.Push(part with { Records = part.Records[..middle] });
            return;
        }

        part = part with { Records = Slice(part.Records, failed), Retries = part.Retries + 1 };
        if (part.Retries > mapping.MaximumRetryAttempts)
        {
            discard(new(DiscardReason.RetryAttemptsExhausted, shardId, part.Records, part.Invocations, part.LastResult));
            return;
        }

        await Task.Delay(part.BackOff, time, cancellationToken);
        parts.Push(part with { BackOff = Longer(part.BackOff) });
    }

    // Records are in order of their age.
    private Part DiscardExpired(string shardId, Part part)
    {
        var oldest = time.GetUtcNow() - (mapping.MaximumRecordAge is { } age && age < Retention ? age : Retention);
        var expired = part.Records.TakeWhile(record => record.CreatedAt < oldest).Count();
        if (expired == 0)
        {
            return part;
        }

        discard(new(DiscardReason.RecordAgeExceeded, shardId, part.Records[..expired], part.Invocations, part.LastResult));
        return part with { Records = Slice(part.Records, expired) };
    }

    private static StreamRecord[] Slice(StreamRecord[] records, int from) => records[from..];

    private static TimeSpan Longer(TimeSpan backOff) => backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;

    private sealed record Part(StreamRecord[] Records, int Retries, int Invocations, TimeSpan BackOff, InvocationResult? LastResult);
}
