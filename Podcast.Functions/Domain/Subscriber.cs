namespace Podcast.Functions.Domain;

/// <summary>One person: a token, and the subscriptions behind it. Times are seconds since 1970.</summary>
internal sealed record Subscriber
{
    /// <summary>How many replaced tokens are remembered, so that their addresses say what happened.</summary>
    public const int MaxFormerTokens = 4;

    /// <summary>How many subscriptions are kept. A deletion takes all that refers to them away in one transaction of at most 100 items.</summary>
    public const int MaxSubscriptions = 20;

    public required string Id { get; init; }

    /// <summary>Null when the payment provider sent no address.</summary>
    public string? Email { get; init; }

    /// <summary>What a former system called the subscriber.</summary>
    public string? FormerId { get; init; }

    /// <summary>In the order in which they began.</summary>
    public required IReadOnlyList<Subscription> Subscriptions { get; init; }

    /// <summary>The cleanup ran after the last of them had expired.</summary>
    public bool HasLapsed { get; init; }

    public required string KeyId { get; init; }

    public required string TokenId { get; init; }

    public required string TokenHash { get; init; }

    /// <summary>Hashes of tokens that were rotated away, newest first.</summary>
    public IReadOnlyList<string> FormerTokens { get; init; } = [];

    /// <summary>The signing key whose subscribers got new tokens, this one among them, when it was last done; null if it never was.</summary>
    public string? ReissuedFrom { get; init; }

    /// <summary>Ids of subscribers that turned out to be the same person, whose subscriptions are here now.</summary>
    public IReadOnlyList<string> Merged { get; init; } = [];

    /// <summary>The subscriber that has the subscriptions of this one now; null for all others.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Goes up by one with every write.</summary>
    public required long Version { get; init; }

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>The W3C trace context of the request that wrote this state.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What is stored. Whether time has run out in the meantime, <see cref="AccessAt"/> tells.</summary>
    public SubscriberStatus Status =>
        Subscriptions.All(subscription => subscription.IsRevoked) ? SubscriberStatus.Revoked
        : HasLapsed ? SubscriberStatus.Lapsed
        : SubscriberStatus.Active;

    /// <summary>The shows of all subscriptions, ended ones too.</summary>
    public IReadOnlyList<string> Shows =>
        [.. Subscriptions.SelectMany(subscription => subscription.Shows).Distinct(StringComparer.Ordinal)];

    /// <summary>When the last subscription ends that is not revoked; of the revoked ones when there is no other.</summary>
    public long ExpiresAt => Last?.ExpiresAt ?? 0;

    /// <summary>The plan of the subscription that ends last.</summary>
    public string? Plan => Last?.Plan;

    /// <summary>What there is of each show, by the subscription to it that ends last.</summary>
    public IEnumerable<ShowAccess> Access =>
        from subscription in Subscriptions
        from show in subscription.Shows
        group subscription.IsRevoked ? ShowAccess.Revoked : subscription.ExpiresAt by show into ends
        select new ShowAccess(ends.Key, ends.Max());

    private Subscription? Last => Subscriptions.OrderBy(subscription => !subscription.IsRevoked).ThenBy(subscription => subscription.ExpiresAt).LastOrDefault();

    /// <summary>Whether any subscription runs, and why none does.</summary>
    public AccessState AccessAt(DateTimeOffset now) =>
        MergedInto is not null ? AccessState.Replaced
        : Subscriptions.All(subscription => subscription.IsRevoked) ? AccessState.Revoked
        : !HasLapsed && Subscriptions.Any(subscription => subscription.AccessAt(now) == AccessState.Active) ? AccessState.Active
        : AccessState.Lapsed;

    /// <summary>What feeds and pages say: <see cref="AccessAt"/>, and of what lapsed, whether a payment failed.</summary>
    public AccessState ReasonAt(DateTimeOffset now) => AccessAt(now) switch
    {
        AccessState.Lapsed when Last is { HasFailedPayment: true } => AccessState.PaymentFailed,
        var state => state,
    };

    /// <returns>Null for a show that no subscription includes.</returns>
    public AccessState? AccessTo(string show, DateTimeOffset now) => Access.FirstOrDefault(access => access.Show == show)?.At(now);

    public Subscription? Find(string subscriptionId) => Subscriptions.FirstOrDefault(subscription => subscription.Id == subscriptionId);

    /// <summary>
    /// The same with this subscription, in place of the one of its id if there is one. Of too many, the one goes that ended or ends first; a
    /// lapsed subscriber is active again until the next cleanup.
    /// </summary>
    public Subscriber With(Subscription subscription)
    {
        List<Subscription> all = [.. Subscriptions];
        var index = all.FindIndex(other => other.Id == subscription.Id);
        if (index >= 0)
        {
            all[index] = subscription;
        }
        else
        {
            if (all.Count >= MaxSubscriptions)
            {
                all.Remove(all.OrderBy(other => !other.IsRevoked).ThenBy(other => other.ExpiresAt).First());
            }

            all.Add(subscription);
        }

        return this with { Subscriptions = all, HasLapsed = false };
    }

    /// <summary>The same with what only <paramref name="other"/>, a second subscriber for the same person, says about the person.</summary>
    public Subscriber CompletedBy(Subscriber other) => this with { FormerId = FormerId ?? other.FormerId };

    /// <summary>The same with all of its subscriptions revoked, or none.</summary>
    public Subscriber WithRevoked(bool isRevoked) => this with
    {
        Subscriptions = [.. Subscriptions.Select(subscription => subscription with { IsRevoked = isRevoked })],
        HasLapsed = false,
    };

    // No e-mail address and no hash in a log.
    public override string ToString() => $"subscriber {Id}, version {Version}";
}
