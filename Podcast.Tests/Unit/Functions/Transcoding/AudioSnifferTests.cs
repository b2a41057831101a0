using System.Text;
using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Unit.Functions.Transcoding;

public sealed class AudioSnifferTests
{
    [Theory]
    [InlineData("524946462400000057415645666D7420", "WAV")]
    [InlineData("52463634FFFFFFFF57415645", "WAV")]
    [InlineData("664C614300000022", "FLAC")]
    [InlineData("49443304000000000000", "MP3")]
    [InlineData("FFFB9064", "MP3")]
    [InlineData("FFF35084", "MP3")]
    [InlineData("FFF15080", "AAC")]
    [InlineData("FFF94C80", "AAC")]
    [InlineData("0000001C667479704D344120", "M4A")]
    [InlineData("4F67675300020000000000000000000000000000000000000000011E4F70757348656164", "Ogg Opus")]
    [InlineData("4F67675300020000000000000000000000000000000000000000011E01766F72626973", null)]
    [InlineData("524946462400000041564920", null)]
    [InlineData("FFFFFFFF", null)]
    [InlineData("FFFBF064", null)]
    [InlineData("89504E470D0A1A0A", null)]
    [InlineData("255044462D312E37", null)]
    [InlineData("", null)]
    public void FindFormat_FirstBytes_TellWhatItIs(string start, string? expected) =>
        Assert.Equal(expected, AudioSniffer.FindFormat(Convert.FromHexString(start)));

    [Fact]
    public void FindFormat_Text_IsNoAudio() => Assert.Null(AudioSniffer.FindFormat(Encoding.UTF8.GetBytes("#EXTM3U\nfile:///etc/passwd\n")));
}
