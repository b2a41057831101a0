using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Podcast.Tests.Testing.Functions;

/// <summary>Images of one colour, with whatever is right or wrong about them.</summary>
internal static class Images
{
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="colourType">As in https://www.w3.org/TR/png-3/#11IHDR; 2 for RGB.</param>
    /// <param name="isTransparent">Whether it has a chunk that makes a colour transparent.</param>
    public static byte[] Png(int width, int height, byte colourType = 2, bool isTransparent = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = colourType;
        WriteChunk(file, "IHDR", header);
        if (isTransparent)
        {
            WriteChunk(file, "tRNS", new byte[6]);
        }

        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var channels = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
            var row = new byte[1 + (width * channels)];
            for (var y = 0; y < height; y++)
            {
                zlib.Write(row);
            }
        }

        WriteChunk(file, "IDAT", data.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The segments of a JPEG; what is within its scan is none.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="components">3 for RGB.</param>
    /// <param name="frame">The marker of its frame; 0xC0 for baseline.</param>
    public static byte[] Jpeg(int width, int height, byte components = 3, byte frame = 0xC0)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 72, 0, 72, 0, 0]);
        file.Write([0xFF, frame, 0, (byte)(8 + (3 * components)), 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components]);
        for (byte i = 1; i <= components; i++)
        {
            file.Write([i, 0x11, 0]);
        }

        file.Write([0xFF, 0xDA, 0, (byte)(6 + (2 * components)), components]);
        for (byte i = 1; i <= components; i++)
        {
            file.Write([i, 0]);
        }

        file.Write([0, 63, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        var chunk = new byte[8 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
