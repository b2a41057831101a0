using System.Text;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// The bytes of header values. UTF-8 is read as it is; what is not UTF-8 counts as ISO-8859-1, and its bytes above 0x7F are kept apart, so that a
/// value which nobody changes goes on as it came. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding.
/// </summary>
internal sealed class HeaderEncoding : Encoding
{
    public static readonly HeaderEncoding Instance = new();

    // A block for private use: no text that a viewer sends has these.
    private const char FirstRaw = '\uF780';
    private const char LastRaw = '\uF7FF';

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text that a function sees: ISO-8859-1 is converted.</summary>
    public static string ToText(string value) =>
        value.AsSpan().ContainsAnyInRange(FirstRaw, LastRaw)
            ? string.Create(value.Length, value, (span, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    span[i] = source[i] is >= FirstRaw and <= LastRaw ? (char)(source[i] - FirstRaw + 0x80) : source[i];
                }
            })
            : value;

    public override int GetByteCount(char[] chars, int index, int count)
    {
        var result = 0;
        foreach (var character in chars.AsSpan(index, count))
        {
            result += IsRaw(character) ? 1 : 0;
        }

        return result == 0 ? UTF8.GetByteCount(chars, index, count) : Write(chars.AsSpan(index, count)).Length;
    }

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        var written = Write(chars.AsSpan(charIndex, charCount));
        written.CopyTo(bytes, byteIndex);
        return written.Length;
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => Read(bytes.AsSpan(index, count)).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var read = Read(bytes.AsSpan(byteIndex, byteCount));
        read.CopyTo(0, chars, charIndex, read.Length);
        return read.Length;
    }

    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    private static bool IsRaw(char character) => character is >= FirstRaw and <= LastRaw;

    private static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var result = new StringBuilder(bytes.Length);
            foreach (var unit in bytes)
            {
                result.Append(unit < 0x80 ? (char)unit : (char)(FirstRaw + unit - 0x80));
            }

            return result.ToString();
        }
    }

    private static byte[] Write(ReadOnlySpan<char> text)
    {
        using var result = new MemoryStream(text.Length);
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsRaw(text[i]))
            {
                continue;
            }

            result.Write(UTF8.GetBytes(text[start..i].ToString()));
            if (i < text.Length)
            {
                result.WriteByte((byte)(text[i] - FirstRaw + 0x80));
            }

            start = i + 1;
        }

        return result.ToArray();
    }
}
