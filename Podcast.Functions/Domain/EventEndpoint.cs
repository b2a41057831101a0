namespace Podcast.Functions.Domain;

/// <summary>Where the publisher gets events besides the event bus.</summary>
internal sealed record EventEndpoint
{
    public const int MaxSecrets = 2;

    public required Uri Url { get; init; }

    /// <summary>Webhook secrets, newest first. Every event is signed with all of them.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Goes up by one with every write.</summary>
    public required long Version { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long UpdatedAt { get; init; }

    // The address may have a secret in it.
    public override string ToString() => $"event endpoint, version {Version}";
}
