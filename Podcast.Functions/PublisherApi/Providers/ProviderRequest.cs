namespace Podcast.Functions.PublisherApi.Providers;

/// <summary>Body of <c>PUT /providers/{provider}</c>.</summary>
internal sealed record ProviderRequest
{
    /// <summary>
    /// How the webhooks are signed and what is in them: <c>stripe</c>, <c>patreon</c>, <c>memberful</c> or <c>standard-webhooks</c>. May be missing where the
    /// provider is called like it.
    /// </summary>
    public string? Scheme { get; init; }

    /// <summary>One or two webhook secrets, newest first; no response repeats them. Without the field the present ones stay.</summary>
    public IReadOnlyList<string?>? Secrets { get; init; }

    public IReadOnlyList<ProviderPlanBody?>? Plans { get; init; }

    /// <summary>Seconds of access behind the end of a paid period; three days when missing.</summary>
    public long? GraceSeconds { get; init; }

    // The generated ToString would print the secrets.
    public override string ToString() => nameof(ProviderRequest);
}
