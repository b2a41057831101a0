namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>Body of <c>POST /shows</c>. What is missing or wrong, <see cref="ShowEndpoints"/> says.</summary>
internal sealed record CreateShowRequest : ShowFields
{
    public string? Id { get; init; }
}
