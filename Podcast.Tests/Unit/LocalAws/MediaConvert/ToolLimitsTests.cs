using Podcast.LocalAws.MediaConvert.Transcoding;

namespace Podcast.Tests.Unit.LocalAws.MediaConvert;

public sealed class ToolLimitsTests
{
    private static readonly ToolLimits Limits = new(TimeSpan.FromHours(2), 1, 1);

    [Fact]
    public void For_ShortAudio_IsBoundByItsDuration()
    {
        Assert.Equal(ToolLimits.LeastTime + TimeSpan.FromSeconds(12), Limits.For(TimeSpan.FromMinutes(1)).Time);
        Assert.Equal(ToolLimits.LeastTime + TimeSpan.FromMinutes(12), Limits.For(TimeSpan.FromHours(1)).Time);
    }

    [Fact]
    public void For_LongOrUnknownDuration_IsTheLimitOfTheJob()
    {
        Assert.Equal(TimeSpan.FromHours(2), Limits.For(TimeSpan.FromHours(48)).Time);
        Assert.Equal(TimeSpan.FromHours(2), Limits.For(null).Time);
    }
}
