using System.Buffers;
using System.Text;

namespace Podcast.LocalAws.Auth;

/// <summary>
/// The percent encoding that signatures are made over: everything but the unreserved characters of RFC 3986, in upper case.
/// </summary>
internal static class UriEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    public static string Encode(string value) => Encode(Encoding.UTF8.GetBytes(value));

    public static string Encode(ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAnyExcept(Unreserved))
        {
            return Encoding.ASCII.GetString(value);
        }

        var encoded = new StringBuilder(value.Length + 16);
        foreach (var octet in value)
        {
            if (Unreserved.Contains(octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(HexDigit(octet >> 4)).Append(HexDigit(octet & 15));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Undoes percent encoding and nothing else: a plus sign stays one, a percent sign without two digits stays as it is.</summary>
    public static byte[] Decode(string value)
    {
        var octets = Encoding.UTF8.GetBytes(value);
        var length = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i] == '%' && i + 2 < octets.Length && char.IsAsciiHexDigit((char)octets[i + 1]) && char.IsAsciiHexDigit((char)octets[i + 2]))
            {
                octets[length++] = (byte)((Digit(octets[i + 1]) << 4) | Digit(octets[i + 2]));
                i += 2;
            }
            else
            {
                octets[length++] = octets[i];
            }
        }

        return octets[..length];
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    private static int Digit(byte hexDigit) => hexDigit <= '9' ? hexDigit - '0' : (hexDigit | 0x20) - 'a' + 10;
}
