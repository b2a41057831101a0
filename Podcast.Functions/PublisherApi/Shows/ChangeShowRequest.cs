using System.Text.Json;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>Body of <c>PATCH /shows/{show}</c>, a merge patch: https://www.rfc-editor.org/rfc/rfc7396. What is missing stays as it is.</summary>
internal sealed record ChangeShowRequest
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? Language { get; init; }

    /// <summary>An address, or null for none.</summary>
    public JsonElement Link { get; init; }
}
