using Podcast.Functions.Domain;

namespace Podcast.Functions.Transcoding;

/// <summary>What a key of the ingest bucket stands for: <c>{show}/{episode}/{revision}</c>.</summary>
internal sealed record RecordingKey(string Show, string Episode, string Revision)
{
    /// <returns>Null when the key is none of ours.</returns>
    public static RecordingKey? Parse(string key) =>
        key.Split('/') is [var show, var episode, { Length: > 0 and <= 32 } revision]
        && Slug.IsValid(show)
        && Slug.IsValid(episode)
        && revision.All(char.IsAsciiLetterOrDigit)
            ? new(show, episode, revision)
            : null;
}
