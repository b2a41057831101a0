using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Podcast.AppHost.DemoData;

/// <summary>Draws the demo's artwork: rings of two colours, as a PNG (https://www.w3.org/TR/png-3/) of the smallest size that Apple takes.</summary>
internal static class DemoArtwork
{
    public const string ContentType = "image/png";

    private const int Size = 1400;
    private const int RingWidth = 100;

    /// <param name="first">Red, green and blue.</param>
    /// <param name="second">Red, green and blue.</param>
    public static byte[] Create((byte Red, byte Green, byte Blue) first, (byte Red, byte Green, byte Blue) second)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);

        // Eight bits of each colour, RGB.
        header[8] = 8;
        header[9] = 2;
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Draw(first, second));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Draw((byte Red, byte Green, byte Blue) first, (byte Red, byte Green, byte Blue) second)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            // A row begins with the number of its filter: none.
            var row = new byte[1 + (3 * Size)];
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    var (dx, dy) = (x - (Size / 2), y - (Size / 2));
                    var (red, green, blue) = (int)Math.Sqrt((dx * dx) + (dy * dy)) / RingWidth % 2 == 0 ? first : second;
                    (row[1 + (3 * x)], row[2 + (3 * x)], row[3 + (3 * x)]) = (red, green, blue);
                }

                zlib.Write(row);
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        var chunk = new byte[8 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
