using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// Body of <c>PATCH /shows/{show}/episodes/{episode}</c>, a merge patch: https://www.rfc-editor.org/rfc/rfc7396. What is missing stays as it is.
/// </summary>
internal sealed record ChangeEpisodeRequest : EpisodeFields
{
    /// <summary>When the feed starts to list the episode, in RFC 3339.</summary>
    public string? PublishedAt { get; init; }

    /// <summary>One of <see cref="Publication"/>.</summary>
    public string? State { get; init; }

    /// <summary>What the patch is applied to: time and state count only when they are sent.</summary>
    public static ChangeEpisodeRequest From(EpisodeState episode) => Fill(new ChangeEpisodeRequest(), episode);
}
