using System.Text;
using System.Text.Json.Nodes;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.Transcoding;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.Transcoding;

public sealed class Id3ChaptersTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_TagWithChapters_AreJsonChaptersInOrder(byte version)
    {
        var tag = Id3Tag.Create(
            version,
            Id3Tag.Chapter(version, 61_500, 90_000, "Sources"),
            Id3Tag.Chapter(version, 0, 61_500, [1, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Jürgen\0")]));
        Assert.Equal(tag.Length, Id3Chapters.FindLength(tag));
        var file = Id3Chapters.Read([.. tag, 0xFF, 0xFB]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """{"version":"1.2.0","chapters":[{"startTime":0,"endTime":61.5,"title":"Jürgen"},{"startTime":61.5,"endTime":90,"title":"Sources"}]}"""),
            JsonNode.Parse(file)));
        Assert.Null(ChapterFile.FindFault(file));
    }

    [Theory]
    [InlineData(0, "Jürgen")]
    [InlineData(2, "Jürgen")]
    [InlineData(3, "Jürgen")]
    public void Read_TitleOfAnyEncoding_IsText(byte encoding, string title)
    {
        var text = (encoding switch { 0 => Encoding.Latin1, 2 => Encoding.BigEndianUnicode, _ => Encoding.UTF8 }).GetBytes(title);
        var file = Id3Chapters.Read(Id3Tag.Create(3, Id3Tag.Chapter(3, 0, 1000, [encoding, .. text])));
        Assert.Equal(title, (string?)JsonNode.Parse(file)!["chapters"]![0]!["title"]);
    }

    // A zero behind each 0xFF: https://id3.org/id3v2.4.0-structure, section 6.1.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_UnsynchronisedTag_HasTheSameChapters(byte version)
    {
        var content = Id3Tag.ChapterContent(version, 0, 0x0000FF00, [3, .. "One"u8]);
        byte[] unsynchronised = [.. content.SelectMany(value => value == 0xFF ? new byte[] { 0xFF, 0 } : [value])];
        byte[] tag;
        if (version == 4)
        {
            tag = Id3Tag.Create(4, Id3Tag.Frame(4, "CHAP", unsynchronised, flags: 0x02));
            tag[5] = 0x80;
        }
        else
        {
            byte[] frames = [.. Id3Tag.Frame(3, "CHAP", content).SelectMany(value => value == 0xFF ? new byte[] { 0xFF, 0 } : [value])];
            tag = Id3Tag.Create(3, frames);
            tag[5] = 0x80;
        }

        var chapter = JsonNode.Parse(Id3Chapters.Read(tag))!["chapters"]![0]!;
        Assert.Equal((65.28m, "One"), ((decimal)chapter["endTime"]!, (string?)chapter["title"]));
    }

    [Fact]
    public void Read_TagWithoutChapters_HasNone() => Assert.Null(Id3Chapters.Read(Id3Tag.Create(3, Id3Tag.Frame(3, "TIT2", [3, .. "Title"u8]))));

    [Fact]
    public void Read_EveryBeginningOfATag_HasNone()
    {
        var tag = Id3Tag.Create(4, Id3Tag.Chapter(4, 0, 1000, "One"));
        Assert.All(Enumerable.Range(0, tag.Length), length => Assert.Null(Id3Chapters.Read(tag.AsSpan(0, length))));
    }

    [Fact]
    public void FindLength_TagThatStates200Megabytes_IsNotRead() =>
        Assert.Null(Id3Chapters.FindLength([.. "ID3"u8, 4, 0, 0, 0x60, 0, 0, 0]));

    [Fact]
    public void Read_DamageAnywhere_HasNoneOrValidChapters()
    {
        var tag = Id3Tag.Create(3, Id3Tag.Chapter(3, 0, 1000, "One"));
        Assert.All(Enumerable.Range(0, tag.Length), place =>
        {
            byte[] damaged = [.. tag];
            damaged[place] = 0xFF;
            if (Id3Chapters.Read(damaged) is { } file)
            {
                Assert.Null(ChapterFile.FindFault(file));
            }
        });
    }
}
