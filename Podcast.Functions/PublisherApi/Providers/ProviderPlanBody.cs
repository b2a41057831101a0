namespace Podcast.Functions.PublisherApi.Providers;

/// <summary>What one price of a payment provider buys.</summary>
internal sealed record ProviderPlanBody
{
    /// <summary>The provider's id of the price, such as <c>price_1MowQVLkdIwHu7ixeRlqHVzs</c>.</summary>
    public string? Price { get; init; }

    public string? Plan { get; init; }

    public IReadOnlyList<string?>? Shows { get; init; }
}
