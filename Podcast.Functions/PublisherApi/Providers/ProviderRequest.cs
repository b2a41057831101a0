namespace Podcast.Functions.PublisherApi.Providers;

/// <summary>Body of <c>PUT /providers/{provider}</c>.</summary>
internal sealed record ProviderRequest
{
    /// <summary>One or two webhook secrets, newest first; no response repeats them. Without the field the present ones stay.</summary>
    public IReadOnlyList<string?>? Secrets { get; init; }

    public IReadOnlyList<ProviderPlanBody?>? Plans { get; init; }

    /// <summary>Seconds of access behind the end of a paid period; three days when missing.</summary>
    public long? GraceSeconds { get; init; }

    // The generated ToString would print the secrets.
    public override string ToString() => nameof(ProviderRequest);
}
