namespace Podcast.Functions.Domain;

/// <summary>Media types of the files beside an episode's audio.</summary>
internal static class MediaTypes
{
    /// <summary>https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md</summary>
    public const string JsonChapters = "application/json+chapters";

    /// <summary>https://www.w3.org/TR/webvtt1/#text-vtt</summary>
    public const string WebVtt = "text/vtt";

    public const string SubRip = "application/x-subrip";
}
