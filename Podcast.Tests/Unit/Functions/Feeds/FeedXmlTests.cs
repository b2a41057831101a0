using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.Unit.Functions.Feeds;

public sealed class FeedXmlTests
{
    private const int Rounds = 2_000;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    // What XML treats specially, what it cannot have, halves of surrogates, and what is ordinary in other alphabets.
    private static readonly string[] Pieces =
    [
        "&", "<", ">", "\"", "'", "]", "]]", "]]>", "\t", "\n", "\r", "\r\n", " ", "\0", "\u0001", "\u0008", "\u000B", "\u001F", "\u007F", "\u0085", "\u2028", "\uD83C", "\uDFA7", "\uD83C\uDFA7",
        "\uFFFD", "\uFFFE", "\uFFFF", "a", "Grüße", "日本語", "&amp;", "&#0;", "<![CDATA[", "-->", "  ",
    ];

    [Fact]
    public void Texts_OfAnyCharacters_AreReadAsXmlCanHaveThem()
    {
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            var root = XElement.Parse(Write(text), LoadOptions.PreserveWhitespace);

            Assert.Equal(Clean(text, keepsLineEnds: true), root.Attribute("attribute")!.Value);
            Assert.Equal(Clean(text), root.Element("text")!.Value);
            Assert.Equal(Clean(text), root.Element("cdata")!.Value);
        }
    }

    [Fact]
    public void Texts_ThatXmlCanHave_AreWrittenAsXmlWriterDoes()
    {
        var random = new Random(2);
        for (var round = 0; round < Rounds; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (text == Clean(text, keepsLineEnds: true))
            {
                Assert.Equal(WriteWithXmlWriter(text), Write(text));
            }
        }
    }

    [Fact]
    public void Feed_WithEveryField_IsWrittenAsXmlWriterDoes()
    {
        var feed = SampleFeed.Text;
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Settings))
        {
            // CDATA stays CDATA, and the space between elements is the writer's.
            XDocument.Parse(feed).Save(writer);
        }

        Assert.Equal(Encoding.UTF8.GetString(output.ToArray()), feed);
    }

    [Fact]
    public void Numbers_OfAnySize_AreWrittenInFull()
    {
        var xml = new FeedXml(0);
        xml.Start("a"u8);
        xml.Attribute("most"u8, long.MaxValue);
        xml.Text(long.MinValue);
        xml.End();

        Assert.EndsWith($"<a most=\"{long.MaxValue}\">{long.MinValue}</a>", Read(xml), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_782_000_000)]
    [InlineData(4_102_444_799)]
    public void Date_OfAnyYear_IsThatOfHttp(long seconds)
    {
        var xml = new FeedXml(0);
        xml.Start("a"u8);
        xml.Date(seconds);
        xml.End();

        Assert.EndsWith($"<a>{DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("r", CultureInfo.InvariantCulture)}</a>", Read(xml), StringComparison.Ordinal);
    }

    private static string Write(string text)
    {
        var xml = new FeedXml(16);
        xml.Start("root"u8);
        xml.Attribute("attribute"u8, text);
        xml.Element("text"u8, text);
        xml.Start("parent"u8);
        xml.Element("empty"u8, "");
        xml.End();
        xml.Start("cdata"u8);
        xml.CData(text);
        xml.End();
        xml.End();
        return Read(xml);
    }

    private static string WriteWithXmlWriter(string text)
    {
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("root");
            xml.WriteAttributeString("attribute", text);
            xml.WriteElementString("text", text);
            xml.WriteStartElement("parent");
            xml.WriteElementString("empty", "");
            xml.WriteEndElement();
            xml.WriteStartElement("cdata");
            xml.WriteCData(text);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Read(FeedXml xml) => Encoding.UTF8.GetString(xml.Written.Span);

    // https://www.w3.org/TR/xml/#charsets; and a reader makes a line feed of other line ends, unless they are written as references.
    private static string Clean(string text, bool keepsLineEnds = false)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\uFFFD");
        }

        return keepsLineEnds ? clean.ToString() : clean.Replace("\r\n", "\n").Replace('\r', '\n').ToString();
    }
}
