using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.Unit.Functions.Feeds;

public sealed class NoticeAudioTests
{
    public static TheoryData<string, string> All => [.. from state in new[] { "Lapsed", "PaymentFailed", "Revoked", "Replaced" }
                                                        from language in EndedNotice.Languages
                                                        select new TheoryDataRow<string, string>(state, language)];

    [Theory]
    [MemberData(nameof(All))]
    public void Notice_OfEachReasonAndLanguage_IsAFewSecondsOfMp3(string state, string language)
    {
        var notice = EndedNotice.For(Enum.Parse<AccessState>(state), language);
        Assert.Equal(language, notice.Language);
        var response = NoticeAudio.Respond($"/notices/news/{notice.File}", null);
        var audio = Convert.FromBase64String(response.Body);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal("audio/mpeg", response.Headers["content-type"]);
        Assert.Equal(NoticeAudio.LengthOf(notice), audio.Length);
        Assert.InRange(NoticeAudio.SecondsOf(notice), 3, 15);

        // A frame of MPEG-2 layer III with 24 kbit/s and 22,050 Hz.
        Assert.Equal([0xFF, 0xF3, 0x30], audio[..3].Select(value => (int)value).Zip([0xFF, 0xFF, 0xFC], (value, mask) => value & mask));
    }

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("FR", "fr")]
    [InlineData("ja", "en")]
    [InlineData("", "en")]
    public void Notice_OfAShow_IsInItsLanguageOrEnglish(string language, string expected) =>
        Assert.Equal(expected, EndedNotice.For(AccessState.Lapsed, language).Language);

    [Theory]
    [InlineData("bytes=0-1", 206, "bytes 0-1/")]
    [InlineData("bytes=100-", 206, "bytes 100-")]
    [InlineData("bytes=-10", 206, "bytes ")]
    [InlineData("bytes=999999999-", 200, null)]
    [InlineData("bytes=5-2", 200, null)]
    [InlineData("bytes=-", 200, null)]
    [InlineData("bytes=0-1,4-5", 200, null)]
    [InlineData("lines=1-2", 200, null)]
    public void Range_AnyForm_IsServedOrTheWholeIs(string range, int status, string? contentRange)
    {
        var response = NoticeAudio.Respond("/notices/news/lapsed-en.mp3", range);
        Assert.Equal(status, response.StatusCode);
        var sent = response.Headers.TryGetValue("content-range", out var value) ? value : null;
        Assert.StartsWith(contentRange ?? "", sent ?? "", StringComparison.Ordinal);
        Assert.Equal(contentRange is null, sent is null);
        if (sent is not null)
        {
            var ends = sent["bytes ".Length..].Split('-', '/').Select(int.Parse).ToArray();
            Assert.Equal(ends[1] - ends[0] + 1, Convert.FromBase64String(response.Body).Length);
        }
    }

    [Theory]
    [InlineData("/notices/news/other-en.mp3")]
    [InlineData("/notices/news/notices.json")]
    [InlineData("/notices/news/")]
    public void Path_OfNoNotice_Is404(string path) => Assert.Equal(404, NoticeAudio.Respond(path, null).StatusCode);
}
