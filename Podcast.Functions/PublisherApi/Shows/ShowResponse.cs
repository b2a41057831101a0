using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Shows;

internal sealed record ShowResponse(
    string Id, string Title, string Description, string Author, string Language, string? Link, DateTimeOffset CreatedAt)
{
    public static ShowResponse From(Show show) => new(
        show.Id, show.Title, show.Description, show.Author, show.Language, show.Link, DateTimeOffset.FromUnixTimeSeconds(show.CreatedAt));
}
