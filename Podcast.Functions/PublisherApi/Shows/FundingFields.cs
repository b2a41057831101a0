namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>Where listeners may support the show, and the words to show for it.</summary>
internal sealed record FundingFields
{
    public string? Url { get; init; }

    public string? Text { get; init; }
}
