using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Writes an XML document in UTF-8 into one buffer, indented, byte for byte as <see cref="System.Xml.XmlWriter"/> does, for elements that hold either text or elements. Names come
/// with their prefix. What XML cannot have (https://www.w3.org/TR/xml/#charsets) becomes U+FFFD: one bad character must not cost a subscriber the feed.
/// </summary>
internal sealed class FeedXml
{
    private const int MaxDepth = 16;
    private const int MaxDigits = 20;
    private const int DateLength = 29;

    /// <summary>The most bytes of UTF-8 that a character of UTF-16 has.</summary>
    private const int MaxBytesOfCharacter = 3;

    private const char FirstNonCharacter = '\uFFFE';
    private const char LastNonCharacter = '\uFFFF';

    private const string Controls =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<char> SpecialInText = SearchValues.Create("&<>\r" + Controls);
    private static readonly SearchValues<char> SpecialInAttribute = SearchValues.Create("&<>\"\t\n\r" + Controls);
    private static readonly SearchValues<char> SpecialInCData = SearchValues.Create("]\r" + Controls);

    private readonly (int Start, int Length)[] _open = new (int, int)[MaxDepth];
    private byte[] _buffer;
    private int _depth;
    private bool _isInStartTag;
    private bool _endsWithElement;

    /// <param name="capacity">How many bytes the document will have; it may have more.</param>
    public FeedXml(int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8);
    }

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The document, which is complete when every element has ended. It is in a buffer of the pool, to which <see cref="Release"/> gives it back.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>Gives the buffer of a document back, which nobody may read any more. A document that is not given back is garbage.</summary>
    public static void Release(ReadOnlyMemory<byte> document)
    {
        if (MemoryMarshal.TryGetArray(document, out var buffer))
        {
            ArrayPool<byte>.Shared.Return(buffer.Array!);
        }
    }

    public void Start(ReadOnlySpan<byte> name)
    {
        EndStartTag();
        BreakLine();
        Raw("<"u8);
        _open[_depth++] = (Length, name.Length);
        Raw(name);
        _isInStartTag = true;
    }

    public void End()
    {
        var (start, length) = _open[--_depth];
        if (_isInStartTag)
        {
            Raw(" />"u8);
            _isInStartTag = false;
        }
        else
        {
            if (_endsWithElement)
            {
                BreakLine();
            }

            Raw("</"u8);

            // Before the name is read out of the buffer, which may be another one afterwards.
            Reserve(length);
            Raw(_buffer.AsSpan(start, length));
            Raw(">"u8);
        }

        _endsWithElement = true;
    }

    public void Attribute(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        BeginAttribute(name);
        Escape(value, SpecialInAttribute);
        Raw("\""u8);
    }

    public void Attribute(ReadOnlySpan<byte> name, long value)
    {
        BeginAttribute(name);
        Number(value);
        Raw("\""u8);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        if (text.Length > 0)
        {
            BeginText();
            Escape(text, SpecialInText);
        }
    }

    public void Text(long number)
    {
        BeginText();
        Number(number);
    }

    /// <summary>A time as RSS and HTTP write it.</summary>
    public void Date(long unixSeconds)
    {
        BeginText();
        Reserve(DateLength);
        var isFormatted = Utf8Formatter.TryFormat(DateTimeOffset.FromUnixTimeSeconds(unixSeconds), _buffer.AsSpan(Length), out var written, 'R');
        Debug.Assert(isFormatted && written == DateLength);
        Length += written;
    }

    /// <summary>A CDATA section. It ends at its first <c>]]&gt;</c>, so one inside is divided between two sections.</summary>
    public void CData(ReadOnlySpan<char> text)
    {
        BeginText();
        Raw("<![CDATA["u8);
        Escape(text, SpecialInCData);
        Raw("]]>"u8);
    }

    public void Element(ReadOnlySpan<byte> name, ReadOnlySpan<char> text)
    {
        Start(name);
        Text(text);
        End();
    }

    public void Element(ReadOnlySpan<byte> name, long number)
    {
        Start(name);
        Text(number);
        End();
    }

    private void BeginAttribute(ReadOnlySpan<byte> name)
    {
        Debug.Assert(_isInStartTag);
        Raw(" "u8);
        Raw(name);
        Raw("=\""u8);
    }

    private void BeginText()
    {
        EndStartTag();
        _endsWithElement = false;
    }

    private void EndStartTag()
    {
        if (_isInStartTag)
        {
            Raw(">"u8);
            _isInStartTag = false;
        }
    }

    private void BreakLine()
    {
        Raw("\n"u8);
        for (var i = 0; i < _depth; i++)
        {
            Raw("  "u8);
        }
    }

    private void Escape(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var end = text.IndexOfAny(special);
            Encode(end < 0 ? text : text[..end]);
            if (end < 0)
            {
                return;
            }

            var taken = 1;
            switch (text[end])
            {
                case '&':
                    Raw("&amp;"u8);
                    break;
                case '<':
                    Raw("&lt;"u8);
                    break;
                case '>':
                    Raw("&gt;"u8);
                    break;
                case '"':
                    Raw("&quot;"u8);
                    break;
                case ']':
                    var endsSection = text[end..] is [']', ']', '>', ..];
                    Raw(endsSection ? "]]]]><![CDATA[>"u8 : "]"u8);
                    taken = endsSection ? 3 : 1;
                    break;
                case '\t':
                    Raw("&#x9;"u8);
                    break;
                case '\n':
                    Raw("&#xA;"u8);
                    break;
                case '\r' when special == SpecialInAttribute:
                    Raw("&#xD;"u8);
                    break;
                case '\r':
                    // What a reader would make of it: https://www.w3.org/TR/xml/#sec-line-ends.
                    Raw("\n"u8);
                    taken = text[end..] is ['\r', '\n', ..] ? 2 : 1;
                    break;
                default:
                    Raw("\uFFFD"u8);
                    break;
            }

            text = text[(end + taken)..];
        }
    }

    // A surrogate without its other half is written as U+FFFD by the encoding itself.
    private void Encode(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange(FirstNonCharacter, LastNonCharacter) is >= 0 and var bad)
        {
            Encode(text[..bad]);
            Raw("\uFFFD"u8);
            text = text[(bad + 1)..];
        }

        Reserve(text.Length * MaxBytesOfCharacter);
        Length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(Length));
    }

    private void Number(long value)
    {
        Reserve(MaxDigits);
        var isFormatted = Utf8Formatter.TryFormat(value, _buffer.AsSpan(Length), out var written);
        Debug.Assert(isFormatted);
        Length += written;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    private void Reserve(int length)
    {
        if (length > _buffer.Length - Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + length));
            _buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
