using System.Text;

namespace Podcast.LocalAws.Sqs;

/// <summary>What a receiver gets for a message. It is opaque to callers.</summary>
internal static class ReceiptHandles
{
    public static string Create(string messageId) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{messageId}|{Guid.NewGuid():N}"));

    /// <returns>The message's id; <see langword="null"/> when it is no receipt handle.</returns>
    public static string? MessageIdOf(string receiptHandle)
    {
        Span<byte> bytes = stackalloc byte[128];
        if (!Convert.TryFromBase64String(receiptHandle, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(bytes[..length]);
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 ? text[..bar] : null;
    }
}
