using System.Diagnostics;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>Creates subscribers; a repeated request creates one.</summary>
internal sealed class SubscriberCreator(SubscriberTable subscribers, TokenIssuer tokens, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <param name="draft">What it should be.</param>
    /// <param name="derivedId">The id that follows from what may be repeated; null to draw one.</param>
    /// <param name="providerOrder">The provider's event that makes it.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task<Creation> CreateAsync(
        SubscriberDraft draft, string? derivedId, string? providerOrder, CancellationToken cancellationToken)
    {
        var token = await tokens.CreateAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var subscriber = draft.ToSubscriber(derivedId ?? SubscriberId.Create(), token, now) with
        {
            RequestHash = derivedId is null ? null : draft.Hash,
            ProviderOrder = providerOrder,
            TraceParent = Activity.Current?.Id,
        };
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await subscribers.TryCreateAsync(subscriber, cancellationToken).ConfigureAwait(false))
            {
                return new(CreationOutcome.Created, subscriber, token);
            }

            if (await subscribers.FindAsync(subscriber.Id, cancellationToken).ConfigureAwait(false) is { } existing)
            {
                return new(
                    existing.RequestHash is { } hash && hash == subscriber.RequestHash ? CreationOutcome.Repeated : CreationOutcome.Reused,
                    existing,
                    await tokens.FindAsync(existing, cancellationToken).ConfigureAwait(false));
            }

            if (await subscribers.WasDeletedAsync(subscriber.Id, cancellationToken).ConfigureAwait(false))
            {
                return new(CreationOutcome.Deleted, null, null);
            }

            // Neither existing nor deleted: a concurrent transaction held the item, and may have failed.
            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new TransactionConflictException($"The subscriber could not be written in {MaxAttempts} attempts.");
    }
}
