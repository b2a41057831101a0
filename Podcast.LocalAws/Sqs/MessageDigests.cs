using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.LocalAws.Sqs;

/// <summary>
/// The digests by which clients check what they sent and received. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation.
/// </summary>
internal static class MessageDigests
{
#pragma warning disable CA5351 // The protocol has an MD5, as a checksum.
    public static string Of(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));

    /// <param name="attributes">By name in ordinal order.</param>
    /// <returns><see langword="null"/> without attributes, where the service leaves the member out.</returns>
    public static string? Of(IReadOnlyCollection<KeyValuePair<string, MessageAttribute>> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        using var text = new MemoryStream();
        foreach (var (name, attribute) in attributes)
        {
            Write(text, Encoding.UTF8.GetBytes(name));
            Write(text, Encoding.UTF8.GetBytes(attribute.DataType));
            text.WriteByte(attribute.Bytes is null ? (byte)1 : (byte)2);
            Write(text, attribute.Bytes ?? Encoding.UTF8.GetBytes(attribute.Text!));
        }

        return Convert.ToHexStringLower(MD5.HashData(text.ToArray()));
    }
#pragma warning restore CA5351

    private static void Write(MemoryStream text, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        text.Write(length);
        text.Write(value);
    }
}
