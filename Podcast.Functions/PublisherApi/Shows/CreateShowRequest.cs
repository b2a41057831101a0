namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>Body of <c>POST /shows</c>. What is missing or wrong, <see cref="ShowEndpoints"/> says.</summary>
internal sealed record CreateShowRequest
{
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? Language { get; init; }

    public string? Link { get; init; }
}
