using System.Globalization;

namespace Podcast.Functions.Transcoding;

/// <summary>What a job carries along, so that its events say whose they are.</summary>
internal static class RecordingMetadata
{
    private const string Show = "show";
    private const string Episode = "episode";
    private const string Revision = "revision";
    private const string Attempt = "attempt";

    public static Dictionary<string, string> Create(Recording recording) => new()
    {
        [Show] = recording.Show,
        [Episode] = recording.Episode,
        [Revision] = recording.Revision,
        [Attempt] = recording.Attempt.ToString(CultureInfo.InvariantCulture),
    };

    public static bool IsOf(IReadOnlyDictionary<string, string>? metadata, Recording recording) =>
        metadata is not null && Create(recording).All(item => metadata.TryGetValue(item.Key, out var value) && value == item.Value);

    /// <returns>The recording's key and the attempt; null for a job that is none of ours.</returns>
    public static (RecordingKey Key, long Attempt)? Read(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(Show, out var show)
        && metadata.TryGetValue(Episode, out var episode)
        && metadata.TryGetValue(Revision, out var revision)
        && metadata.TryGetValue(Attempt, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
        && RecordingKey.Parse($"{show}/{episode}/{revision}") is { } key
            ? (key, attempt)
            : null;
}
