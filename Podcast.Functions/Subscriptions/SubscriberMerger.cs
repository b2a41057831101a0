using System.Diagnostics;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>
/// Brings subscribers of before into the present form: the subscriptions in a list, the e-mail address with one subscriber. What was made twice
/// for one person is merged, unless both feeds play.
/// </summary>
internal sealed class SubscriberMerger(SubscriberTable subscribers, TimeProvider time)
{
    private const int MaxAttempts = 6;

    /// <param name="id">The subscriber.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="TransactionConflictException">Another writer changed it during every attempt.</exception>
    public async Task<MergeOutcome> MigrateAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } read || read.Id != id)
            {
                return MergeOutcome.Unchanged;
            }

            var main = read.Email is { } email ? await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false) : read;
            if (main is null || main.Id == id)
            {
                if (await subscribers.TryClaimAsync(Next(read), cancellationToken).ConfigureAwait(false))
                {
                    return MergeOutcome.Migrated;
                }
            }
            else if (read.AccessAt(time.GetUtcNow()) == AccessState.Active)
            {
                return MergeOutcome.KeptApart;
            }
            else if (await TryMergeAsync(main, read, cancellationToken).ConfigureAwait(false))
            {
                return MergeOutcome.Merged;
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new TransactionConflictException($"The subscriber kept changing for {MaxAttempts} attempts.");
    }

    /// <summary>Gives one subscriber the subscriptions of another, whose addresses lead to the first one's from then on.</summary>
    /// <returns>False when somebody else changed one of them.</returns>
    public Task<bool> TryMergeAsync(Subscriber main, Subscriber merged, CancellationToken cancellationToken)
    {
        var both = merged.Subscriptions.Aggregate(main.CompletedBy(merged), (subscriber, subscription) => subscriber.With(subscription));
        return subscribers.TryMergeAsync(
            Next(both with
            {
                Merged = [.. main.Merged, merged.Id, .. merged.Merged],
                HasLapsed = main.HasLapsed && both.AccessAt(time.GetUtcNow()) == AccessState.Lapsed,
            }),
            merged,
            cancellationToken);
    }

    private Subscriber Next(Subscriber subscriber) => subscriber with
    {
        Version = subscriber.Version + 1,
        UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        TraceParent = Activity.Current?.Id,
    };
}
