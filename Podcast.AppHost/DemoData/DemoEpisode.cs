namespace Podcast.AppHost.DemoData;

/// <summary>An episode's sound and what the publisher API wants to know of it.</summary>
/// <param name="Id">The episode's id in URLs.</param>
/// <param name="Title">The episode's title.</param>
/// <param name="DurationSeconds">How long it plays.</param>
/// <param name="ContentType">The media type of <paramref name="Content"/>.</param>
/// <param name="Content">The file.</param>
internal sealed record DemoEpisode(string Id, string Title, int DurationSeconds, string ContentType, byte[] Content);
