namespace Podcast.Functions.Domain;

/// <summary>A payment provider whose webhooks are taken.</summary>
internal sealed record Provider
{
    /// <summary>How many secrets are good at once, so that a new one can be introduced.</summary>
    public const int MaxSecrets = 2;

    /// <summary>The last segment of the webhook's address.</summary>
    public required string Name { get; init; }

    /// <summary>How they are signed, and what is in them.</summary>
    public required WebhookScheme Scheme { get; init; }

    /// <summary>What its webhooks are signed with, newest first.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>What is sold, by the provider's price id.</summary>
    public required IReadOnlyDictionary<string, ProviderPlan> Plans { get; init; }

    /// <summary>Seconds of access behind the end of a paid period, for the payment of the next to arrive.</summary>
    public required long GraceSeconds { get; init; }

    /// <summary>Goes up by one with every write.</summary>
    public required long Version { get; init; }

    public required long UpdatedAt { get; init; }

    // No secret in a log.
    public override string ToString() => $"provider {Name}";
}
