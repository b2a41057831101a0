using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Win32.SafeHandles;
using Podcast.LocalAws.S3.Multipart;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>
/// The file of one object, or of one part of an upload: its bytes, its description as JSON, then the description's length and a mark. Bytes
/// and description become visible together, by one rename, and the bytes are served from offset 0.
/// </summary>
internal static class ObjectFile
{
    private const int FooterLength = 8;

    private static ReadOnlySpan<byte> Mark => "S3v1"u8;

    /// <summary>Appends the description, which makes the file a whole one.</summary>
    public static void WriteDescription(SafeFileHandle file, StoredObject description) =>
        Write(file, description, StoredObjectJson.Default.StoredObject, description.Size);

    /// <summary>Appends the description, which makes the file a whole one.</summary>
    public static void WriteDescription(SafeFileHandle file, StoredPart description) =>
        Write(file, description, StoredObjectJson.Default.StoredPart, description.Size);

    /// <returns>The description, or <see langword="null"/> when the file is not a whole one.</returns>
    public static StoredObject? ReadDescription(string path) =>
        Read(path, StoredObjectJson.Default.StoredObject, description => description.Size) is { } description ? description with { FilePath = path } : null;

    /// <returns>The description, or <see langword="null"/> when the file is not a whole one.</returns>
    public static StoredPart? ReadPartDescription(string path) =>
        Read(path, StoredObjectJson.Default.StoredPart, description => description.Size) is { } description ? description with { FilePath = path } : null;

    private static void Write<T>(SafeFileHandle file, T description, JsonTypeInfo<T> type, long size)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(description, type);
        var tail = new byte[json.Length + FooterLength];
        json.CopyTo(tail, 0);
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(json.Length), json.Length);
        Mark.CopyTo(tail.AsSpan(json.Length + 4));
        RandomAccess.Write(file, tail, size);
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type, Func<T, long> sizeOf)
        where T : class
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
            var description = JsonSerializer.Deserialize(json, type);
            return description is not null && sizeOf(description) == length - FooterLength - jsonLength ? description : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
