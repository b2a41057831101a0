using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>
/// The file of one object: its bytes, its description as JSON, then the description's length and a mark. Bytes and description
/// become visible together, by one rename, and the bytes are served from offset 0.
/// </summary>
internal static class ObjectFile
{
    private const int FooterLength = 8;

    private static ReadOnlySpan<byte> Mark => "S3v1"u8;

    /// <summary>Appends the description, which makes the file a whole one.</summary>
    public static void WriteDescription(SafeFileHandle file, StoredObject description)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(description, StoredObjectJson.Default.StoredObject);
        var tail = new byte[json.Length + FooterLength];
        json.CopyTo(tail, 0);
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(json.Length), json.Length);
        Mark.CopyTo(tail.AsSpan(json.Length + 4));
        RandomAccess.Write(file, tail, description.Size);
    }

    /// <returns>The description, or <see langword="null"/> when the file is not a whole one.</returns>
    public static StoredObject? ReadDescription(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        Span<byte> footer = stackalloc byte[FooterLength];
        if (length < FooterLength || RandomAccess.Read(file, footer, length - FooterLength) != FooterLength || !footer[4..].SequenceEqual(Mark))
        {
            return null;
        }

        var jsonLength = BinaryPrimitives.ReadInt32LittleEndian(footer);
        if (jsonLength <= 0 || jsonLength > length - FooterLength)
        {
            return null;
        }

        var json = new byte[jsonLength];
        RandomAccess.Read(file, json, length - FooterLength - jsonLength);
        try
        {
            var description = JsonSerializer.Deserialize(json, StoredObjectJson.Default.StoredObject);
            return description?.Size == length - FooterLength - jsonLength ? description with { FilePath = path } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
