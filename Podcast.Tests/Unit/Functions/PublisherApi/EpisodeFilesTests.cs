using System.Text;
using Podcast.Functions.PublisherApi.Episodes;

namespace Podcast.Tests.Unit.Functions.PublisherApi;

/// <summary>Chapters and transcripts are checked on arrival, and what is wrong is named with its place.</summary>
public sealed class EpisodeFilesTests
{
    [Theory]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":0}]}""")]
    [InlineData("""{"version":"1.2.0","title":"One","chapters":[{"startTime":0,"title":"Begin","endTime":9.5},{"startTime":9.5,"url":"https://news.example","toc":false}]}""")]
    public void FindFault_Chapters_HaveNone(string file) => Assert.Null(ChapterFile.FindFault(Encoding.UTF8.GetBytes(file)));

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "'version'")]
    [InlineData("""{"chapters":[{"startTime":0}]}""", "'version'")]
    [InlineData("""{"version":"1.2.0","chapters":[]}""", "not empty")]
    [InlineData("""{"version":"1.2.0","chapters":[{"title":"x"}]}""", "Chapter 1: 'startTime'")]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":"0"}]}""", "Chapter 1: 'startTime'")]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":-1}]}""", "Chapter 1: 'startTime'")]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":5},{"startTime":4}]}""", "Chapter 2: 'startTime' is before")]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":5,"endTime":4}]}""", "'endTime'")]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":5,"title":1}]}""", "'title'")]
    [InlineData("""{"version":"1.2.0","chapters":[{"startTime":5,"img":"javascript:x"}]}""", "'img'")]
    public void FindFault_OtherChapters_NamesItAndWhere(string file, string named) =>
        Assert.Contains(named, ChapterFile.FindFault(Encoding.UTF8.GetBytes(file)), StringComparison.Ordinal);

    [Theory]
    [InlineData("text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.500\nHello\n")]
    [InlineData("text/vtt", "\uFEFFWEBVTT - One\r\n\r\n1\r\n01:00:00.000 --> 01:00:01.500 align:start\r\n<v Ada>Hello\r\n")]
    [InlineData("application/x-subrip", "1\r\n00:00:00,000 --> 00:00:01,500\r\nHello\r\n\r\n2\r\n00:00:01,500 --> 00:00:02,000\r\nyou\r\n")]
    public void FindFault_Transcript_HasNone(string format, string file) => Assert.Null(TranscriptFile.FindFault(Encoding.UTF8.GetBytes(file), format));

    [Theory]
    [InlineData("text/vtt", "00:00.000 --> 00:01.500\nHello\n", "WEBVTT")]
    [InlineData("text/vtt", "WEBVTT\n\nHello\n", "no cue")]
    [InlineData("text/vtt", "WEBVTT\n\n00:00,000 --> 00:01,500\nHello\n", "Line 3")]
    [InlineData("text/vtt", "WEBVTT\n\n00:02.000 --> 00:01.500\nHello\n", "Line 3: the cue ends")]
    [InlineData("text/vtt", "WEBVTT\n\n00:02.000 --> 00:03.000\nHello\n\n00:01.000 --> 00:03.000\nyou\n", "Line 6: the cue begins")]
    [InlineData("application/x-subrip", "1\n00:00:00.000 --> 00:00:01.500\nHello\n", "Line 2")]
    [InlineData("application/x-subrip", "", "no cue")]
    public void FindFault_OtherTranscript_NamesItAndWhere(string format, string file, string named) =>
        Assert.Contains(named, TranscriptFile.FindFault(Encoding.UTF8.GetBytes(file), format), StringComparison.Ordinal);

    [Fact]
    public void FindFault_TranscriptOfAnotherEncoding_SaysSo() =>
        Assert.Contains("UTF-8", TranscriptFile.FindFault(Encoding.Latin1.GetBytes("WEBVTT\n\n00:00.000 --> 00:01.500\nJürgen\n"), "text/vtt"), StringComparison.Ordinal);
}
