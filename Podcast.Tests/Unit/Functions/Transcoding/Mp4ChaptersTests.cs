using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Unit.Functions.Transcoding;

public sealed class Mp4ChaptersTests
{
    private static readonly (ulong Start, string Title)[] Chapters = [(0, "Begin"), (615_000_000, "Jürgen"), (900_000_000, "")];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Read_MovieWithChapters_AreJsonChapters(byte version)
    {
        var file = Mp4Chapters.Read(Movie(version, Chapters));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"version":"1.2.0","chapters":[{"startTime":0,"title":"Begin"},{"startTime":61.5,"title":"Jürgen"},{"startTime":90}]}"""), JsonNode.Parse(file)));
        Assert.Null(ChapterFile.FindFault(file));
    }

    [Fact]
    public void Read_MovieOfAnyTruncation_HasNoneOrEnds()
    {
        var movie = Movie(1, Chapters);
        for (var length = 0; length < movie.Length; length++)
        {
            Mp4Chapters.Read(movie.AsSpan(0, length));
        }

        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = (byte[])movie.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Mp4Chapters.Read(damaged);
        }
    }

    [Fact]
    public void Read_MovieWithoutChapters_HasNone()
    {
        Assert.Null(Mp4Chapters.Read(Box("mvhd", new byte[100])));
        Assert.Null(Mp4Chapters.Read(Movie(1, [])));
    }

    [Theory]
    [InlineData("000000086D6F6F76", true, 8, 8)]
    [InlineData("000000206674797069736F6D00000200", false, 8, 32)]
    [InlineData("000000016D6461740000000100000010", false, 16, 0x100000010)]
    public void ReadHeader_OfABox_IsItsLength(string header, bool isMovie, int content, long length) =>
        Assert.Equal((isMovie, content, length), Mp4Chapters.ReadHeader(Convert.FromHexString(header)));

    [Theory]
    [InlineData("")]
    [InlineData("000000006D646174")]
    [InlineData("000000076D646174")]
    [InlineData("000000016D646174FFFFFFFFFFFFFFFF")]
    [InlineData("000000016D6461740000000000000001")]
    [InlineData("000000016D6461740000000140000001")]
    public void ReadHeader_OfWhatLeadsNowhere_IsNull(string header) => Assert.Null(Mp4Chapters.ReadHeader(Convert.FromHexString(header)));

    private static byte[] Movie(byte version, (ulong Start, string Title)[] chapters)
    {
        byte[] list = [version, 0, 0, 0, .. version == 0 ? [] : new byte[4], (byte)chapters.Length];
        foreach (var (start, title) in chapters)
        {
            var time = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(time, start);
            var text = Encoding.UTF8.GetBytes(title);
            list = [.. list, .. time, (byte)text.Length, .. text];
        }

        return [.. Box("mvhd", new byte[100]), .. Box("udta", [.. Box("meta", [0, 0, 0, 0]), .. Box("chpl", list)])];
    }

    private static byte[] Box(string name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. content];
    }
}
