using System.Diagnostics;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>Changes subscribers with optimistic concurrency: reads, decides, and writes on condition of the version, or starts again.</summary>
internal sealed class SubscriberChanger(SubscriberTable subscribers, TimeProvider time)
{
    private const int MaxAttempts = 6;

    /// <param name="id">The subscriber's id.</param>
    /// <param name="decide">Returns the changed subscriber, or null to leave it unchanged. Called again for every version that is read.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The subscriber as it is now, whether it was changed or not; null when there is none.</returns>
    /// <exception cref="TransactionConflictException">Another writer changed it during every attempt.</exception>
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
            if (await subscribers.TryUpdateAsync(read, changed, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new TransactionConflictException($"The subscriber kept changing for {MaxAttempts} attempts.");
    }
}
