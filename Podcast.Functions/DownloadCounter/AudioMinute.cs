using Podcast.Functions.Catalog;

namespace Podcast.Functions.DownloadCounter;

/// <summary>How much of an episode is a minute of it, which is what counts as a download; all of an episode that is shorter.</summary>
/// <param name="Bytes">Of the audio file.</param>
/// <param name="Segments">Of its HLS rendition.</param>
internal readonly record struct AudioMinute(long Bytes, int Segments)
{
    private const int Seconds = 60;

    // The segment length of the transcoding job.
    private const int SegmentSeconds = 10;

    /// <summary>Of an episode that the catalog does not have any more: a minute of 128 kbit/s.</summary>
    public static readonly AudioMinute Standard = new(Seconds * 128_000 / 8, Seconds / SegmentSeconds);

    public static AudioMinute Of(Episode? episode)
    {
        if (episode is null || episode.DurationSeconds <= 0 || episode.ContentLength <= 0)
        {
            return Standard;
        }

        var heard = Math.Min(Seconds, episode.DurationSeconds);
        return new(
            Math.Max(1, (long)(episode.ContentLength * heard / episode.DurationSeconds)), Math.Max(1, (int)Math.Ceiling(heard / SegmentSeconds)));
    }
}
