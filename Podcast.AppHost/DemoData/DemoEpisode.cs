using System.Text;

namespace Podcast.AppHost.DemoData;

/// <summary>An episode's sound and what the publisher API wants to know of it.</summary>
/// <param name="Id">The episode's id in URLs.</param>
/// <param name="Title">The episode's title.</param>
/// <param name="Number">Its number in the show.</param>
/// <param name="DurationSeconds">How long it plays.</param>
/// <param name="ContentType">The media type of <paramref name="Content"/>.</param>
/// <param name="Content">The file.</param>
internal sealed record DemoEpisode(string Id, string Title, int Number, int DurationSeconds, string ContentType, byte[] Content)
{
    /// <summary>JSON chapters: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md.</summary>
    public byte[] Chapters => Encoding.UTF8.GetBytes(
        $$"""{"version":"1.2.0","chapters":[{"startTime":0,"title":"The first half"},{"startTime":{{Half}},"title":"The second half"}]}""");

    /// <summary>WebVTT: https://www.w3.org/TR/webvtt1/.</summary>
    public byte[] Transcript => Encoding.UTF8.GetBytes(
        $"WEBVTT\n\n00:00.000 --> 00:{Half:00}.000\n[{Title}: the first half of a melody]\n\n"
        + $"00:{Half:00}.000 --> 00:{DurationSeconds:00}.000\n[The second half]\n");

    private int Half => DurationSeconds / 2;
}
