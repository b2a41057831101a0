using System.Buffers.Binary;

namespace Podcast.Functions.Transcoding;

/// <summary>Finds boxes in the content of another (ISO 14496-12, section 4.2), in memory. A box that is longer than what is left ends the search.</summary>
internal static class Mp4Box
{
    private const int HeaderLength = 8;

    /// <returns>The content of the first box of this name; empty when there is none.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> name)
    {
        while (TryRead(ref boxes, out var found, out var content))
        {
            if (found.SequenceEqual(name))
            {
                return content;
            }
        }

        return default;
    }

    /// <returns>False when no whole box is left.</returns>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> boxes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content)
    {
        if (boxes.Length < HeaderLength || BinaryPrimitives.ReadUInt32BigEndian(boxes) is not (>= HeaderLength and var length) || length > boxes.Length)
        {
            name = content = default;
            return false;
        }

        name = boxes[4..HeaderLength];
        content = boxes[HeaderLength..(int)length];
        boxes = boxes[(int)length..];
        return true;
    }
}
