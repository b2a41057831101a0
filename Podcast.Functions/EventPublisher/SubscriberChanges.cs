using System.Globalization;
using Podcast.Functions.Domain;
using Podcast.Functions.Events;
using Podcast.Functions.Storage;

namespace Podcast.Functions.EventPublisher;

/// <summary>What a change of a subscriber's item means to others.</summary>
internal static class SubscriberChanges
{
    /// <exception cref="InvalidDataException">An image is no subscriber.</exception>
    public static IEnumerable<PublisherEvent> Read(StreamRecord record)
    {
        if (!record.Key.StartsWith(SubscriberItem.KeyPrefix, StringComparison.Ordinal))
        {
            return [];
        }

        var before = record.OldImage is { } old ? SubscriberItem.Read(old) : null;
        var after = record.NewImage is { } now ? SubscriberItem.Read(now) : null;
        return (before, after) switch
        {
            (null, { } created) => [Create(PublisherEventType.SubscriberCreated, created)],
            ({ } read, { } written) => Compare(read, written),
            ({ } deleted, null) when Runs(deleted) => [Create(
                PublisherEventType.SubscriberEnded, deleted with { Version = deleted.Version + 1, UpdatedAt = record.CreatedAt }, "deleted")],
            _ => [],
        };
    }

    private static IEnumerable<PublisherEvent> Compare(Subscriber before, Subscriber after)
    {
        if (Runs(before) && EndOf(after) is { } reason)
        {
            yield return Create(PublisherEventType.SubscriberEnded, after with { Subscriptions = before.Subscriptions }, reason);
            yield break;
        }

        if (Extends(before, after))
        {
            yield return Create(PublisherEventType.SubscriberRenewed, after);
        }

        if (before.TokenHash != after.TokenHash)
        {
            yield return Create(PublisherEventType.SubscriberRotated, after);
        }
    }

    private static bool Runs(Subscriber subscriber) => subscriber.MergedInto is null && subscriber.Status == SubscriberStatus.Active;

    private static string? EndOf(Subscriber subscriber) =>
        subscriber.MergedInto is not null ? "merged"
        : subscriber.Status switch
        {
            SubscriberStatus.Lapsed => "lapsed",
            SubscriberStatus.Revoked => "revoked",
            SubscriberStatus.Active => null,
        };

    private static bool Extends(Subscriber before, Subscriber after)
    {
        var ends = before.Access.ToDictionary(access => access.Show, access => access.ExpiresAt, StringComparer.Ordinal);
        return after.Access.Any(access => access.ExpiresAt > ends.GetValueOrDefault(access.Show));
    }

    private static PublisherEvent Create(string type, Subscriber subscriber, string? reason = null) => PublisherEvent.Create(
        type,
        string.Create(CultureInfo.InvariantCulture, $"{subscriber.Id} {subscriber.Version}"),
        subscriber.UpdatedAt,
        new()
        {
            Subscriber = subscriber.Id,
            FormerId = subscriber.FormerId,
            Plan = subscriber.Plan,
            Shows = [.. subscriber.Shows.Order(StringComparer.Ordinal)],
            ExpiresAt = subscriber.ExpiresAt is > 0 and < Subscription.Never ? DateTimeOffset.FromUnixTimeSeconds(subscriber.ExpiresAt) : null,
            ReplacedBy = subscriber.MergedInto,
            Reason = reason,
        });
}
