using System.Diagnostics;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>Reads, decides, writes what was decided if nobody else wrote in the meantime, and else begins again.</summary>
internal sealed class SubscriberChanger(SubscriberTable subscribers, TimeProvider time)
{
    private const int MaxAttempts = 6;

    /// <param name="id">The subscriber's id.</param>
    /// <param name="decide">The subscriber as it should be; null to leave it. It is asked anew for every version that was read.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The subscriber as it is now, whether it was changed or not; null when there is none.</returns>
    /// <exception cref="TransactionConflictException">It changed during every attempt.</exception>
    public async Task<Subscriber?> ChangeAsync(string id, Func<Subscriber, Subscriber?> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                return null;
            }

            if (decide(read) is not { } decided)
            {
                return read;
            }

            var changed = decided with
            {
                Version = read.Version + 1,
                UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
                TraceParent = Activity.Current?.Id,
            };
            if (await subscribers.TryUpdateAsync(changed, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new TransactionConflictException($"The subscriber kept changing for {MaxAttempts} attempts.");
    }
}
