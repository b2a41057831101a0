using System.Text;
using System.Text.Json.Nodes;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Unit.Functions.Transcoding;

public sealed class Id3ChaptersTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_TagWithChapters_AreJsonChaptersInOrder(byte version)
    {
        var tag = Tag(version, [Chapter(version, 61_500, 90_000, [3, .. "Sources"u8]), Chapter(version, 0, 61_500, [1, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Jürgen\0")])]);
        Assert.Equal(tag.Length, Id3Chapters.FindLength(tag));
        var file = Id3Chapters.Read([.. tag, 0xFF, 0xFB]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """{"version":"1.2.0","chapters":[{"startTime":0,"endTime":61.5,"title":"Jürgen"},{"startTime":61.5,"endTime":90,"title":"Sources"}]}"""),
            JsonNode.Parse(file)));
        Assert.Null(ChapterFile.FindFault(file));
    }

    [Fact]
    public void Read_TagWithoutChapters_HasNone() => Assert.Null(Id3Chapters.Read(Tag(3, [Frame(3, "TIT2", [3, .. "Title"u8])])));

    [Fact]
    public void Read_EveryBeginningOfATag_HasNone()
    {
        var tag = Tag(4, [Chapter(4, 0, 1000, [3, .. "One"u8])]);
        Assert.All(Enumerable.Range(0, tag.Length), length => Assert.Null(Id3Chapters.Read(tag.AsSpan(0, length))));
    }

    [Fact]
    public void FindLength_TagThatStates200Megabytes_IsNotRead() =>
        Assert.Null(Id3Chapters.FindLength([(byte)'I', (byte)'D', (byte)'3', 4, 0, 0, 0x60, 0, 0, 0]));

    [Fact]
    public void Read_LengthsThatAreWrong_HaveNone()
    {
        var tag = Tag(3, [Chapter(3, 0, 1000, [3, .. "One"u8])]);
        Assert.All(Enumerable.Range(10, tag.Length - 10), place =>
        {
            byte[] damaged = [.. tag];
            damaged[place] = 0xFF;
            if (Id3Chapters.Read(damaged) is { } file)
            {
                Assert.Null(ChapterFile.FindFault(file));
            }
        });
    }

    private static byte[] Chapter(byte version, uint start, uint end, byte[] title) => Frame(
        version, "CHAP", [(byte)'c', 0, .. Big(start), .. Big(end), 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Frame(version, "TIT2", title)]);

    private static byte[] Frame(byte version, string id, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(id), .. version == 4 ? Syncsafe(content.Length) : Big((uint)content.Length), 0, 0, .. content];

    private static byte[] Tag(byte version, byte[][] frames)
    {
        var content = frames.SelectMany(frame => frame).ToArray();
        return [(byte)'I', (byte)'D', (byte)'3', version, 0, 0, .. Syncsafe(content.Length), .. content];
    }

    private static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Syncsafe(int value) => [(byte)(value >> 21), (byte)((value >> 14) & 0x7F), (byte)((value >> 7) & 0x7F), (byte)(value & 0x7F)];
}
