using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Domain;

/// <summary>
/// The signature of the Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): <c>v1,</c> and the base64
/// of HMAC-SHA256 over the id, the time and the body with dots between them.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "webhook-signature";
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";

    private const string Version = "v1,";

    /// <param name="key">The secret's bytes.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="time">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The body, byte for byte.</param>
    public static string Sign(byte[] key, string id, long time, ReadOnlySpan<byte> body) =>
        Version + Convert.ToBase64String(HMACSHA256.HashData(key, SignedContent(id, time, body)));

    private static byte[] SignedContent(string id, long time, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{time}.")), .. body];
}
