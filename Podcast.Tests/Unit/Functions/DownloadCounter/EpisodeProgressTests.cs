using Podcast.Functions.Catalog;
using Podcast.Functions.DownloadCounter;

namespace Podcast.Tests.Unit.Functions.DownloadCounter;

public sealed class EpisodeProgressTests
{
    private static readonly AudioMinute Minute = new(1000, 6);

    [Fact]
    public void Add_RangesThatMakeAMinute_CountsOnce()
    {
        var progress = new EpisodeProgress();
        Assert.False(progress.Add(Audio(0, 400), Minute));
        Assert.False(progress.Add(Audio(0, 400), Minute));
        Assert.False(progress.Add(Audio(5000, 5500), Minute));
        progress = EpisodeProgress.Parse(progress.ToString());
        Assert.True(progress.Add(Audio(300, 500), Minute));
        Assert.False(progress.Add(Audio(6000, 9000), Minute));
        Assert.True(EpisodeProgress.Parse(progress.ToString()).IsCounted);
    }

    [Fact]
    public void Add_SegmentsOfAnyRendition_CountFromAMinuteOn()
    {
        var progress = new EpisodeProgress();
        foreach (var segment in new[] { 1, 2, 3, 3, 4, 5 })
        {
            Assert.False(progress.Add(Segment(segment), Minute));
            progress = EpisodeProgress.Parse(progress.ToString());
        }

        Assert.True(progress.Add(Segment(9), Minute));
    }

    [Theory]
    [InlineData("k3m2/one_64k_00012.ts", 12)]
    [InlineData("k3m2/one_128k_00012.ts", 12)]
    [InlineData("k3m2/one.ts", null)]
    [InlineData("k3m2/one.mp3", null)]
    [InlineData("k3m2/one.m3u8", null)]
    public void FindSegment_OfAFile_IsItsNumber(string file, int? expected) => Assert.Equal(expected, AudioFiles.FindSegment(file));

    [Theory]
    [InlineData("one.mp3", true)]
    [InlineData("one.m4a", true)]
    [InlineData("one_64k_00001.ts", true)]
    [InlineData("one.m3u8", false)]
    [InlineData("chapters.json", false)]
    [InlineData("en.vtt", false)]
    public void IsHeard_OfAFile_IsTrueForAudio(string file, bool expected) => Assert.Equal(expected, AudioFiles.IsHeard(file));

    [Theory]
    [InlineData(6_000_000, 300, 1_200_000, 6)]
    [InlineData(600_000, 30, 600_000, 3)]
    [InlineData(20_000, 1, 20_000, 1)]
    public void AudioMinute_OfAnEpisode_IsAMinuteOrAllOfIt(long length, int seconds, long bytes, int segments) =>
        Assert.Equal(new(bytes, segments), AudioMinute.Of(new()
        {
            Show = "news",
            Id = "one",
            Title = "One",
            Description = "First.",
            ContentType = "audio/mpeg",
            ContentLength = length,
            DurationSeconds = seconds,
            File = "one.mp3",
            PublishedAt = 0,
            CreatedAt = 0,
        }));

    [Fact]
    public void AudioMinute_OfAnEpisodeThatIsGone_IsThatOf128Kilobits() => Assert.Equal(new(960_000, 6), AudioMinute.Of((Episode?)null));

    private static EpisodeProgress Audio(long start, long end)
    {
        var progress = new EpisodeProgress();
        progress.AddAudio(start, end, "App");
        return progress;
    }

    private static EpisodeProgress Segment(int number)
    {
        var progress = new EpisodeProgress();
        progress.AddSegment(number, "App");
        return progress;
    }
}
