using Podcast.Infra.Input;

namespace Podcast.Tests.Unit.Infra.Input;

public sealed class StreamSettingsTests
{
    [Fact]
    public void Read_WithoutContext_ReturnsTheDefaults()
    {
        var settings = Read();
        Assert.Equal(
            (100, 0, -1, 3600), (settings.BatchSize, settings.BatchWindowSeconds, settings.Retries, settings.MaximumAgeSeconds));
    }

    [Fact]
    public void Read_WithContext_ReturnsItsValues()
    {
        var settings = Read("streamBatchSize=10", "streamBatchWindow=5", "streamRetries=3", "streamMaximumAge=-1");
        Assert.Equal((10, 5, 3, -1), (settings.BatchSize, settings.BatchWindowSeconds, settings.Retries, settings.MaximumAgeSeconds));
    }

    [Theory]
    [InlineData("streamBatchSize=0: it has to be a number from 1 to 10000", "streamBatchSize=0")]
    [InlineData("streamBatchSize=many: it has to be a number from 1 to 10000", "streamBatchSize=many")]
    [InlineData("streamBatchWindow=301: it has to be a number from 0 to 300", "streamBatchWindow=301")]
    [InlineData("streamRetries=-2: it has to be a number from -1 to 10000", "streamRetries=-2")]
    [InlineData("streamMaximumAge=59: it has to be -1 or a number from 60 to 604800", "streamMaximumAge=59")]
    [InlineData("streamMaximumAge=1h: it has to be a number from -1 to 604800", "streamMaximumAge=1h")]
    public void Read_ValueOutOfRange_ThrowsWithWhatIsAllowed(string expected, string context) =>
        Assert.Contains(expected, Assert.Throws<SynthesisException>(() => Read(context)).Message, StringComparison.Ordinal);

    private static StreamSettings Read(params string[] context)
    {
        var values = context.Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return StreamSettings.Read(values.GetValueOrDefault);
    }
}
