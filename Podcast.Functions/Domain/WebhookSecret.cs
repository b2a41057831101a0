using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Podcast.Functions.Domain;

/// <summary>
/// A secret of the Standard Webhooks: <c>whsec_</c> and 24 to 64 bytes in base64, see
/// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
/// </summary>
internal static class WebhookSecret
{
    public const string Rule = "'whsec_' and 24 to 64 bytes in base64";

    private const string Prefix = "whsec_";
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        key = text.StartsWith(Prefix, StringComparison.Ordinal) && Base64.IsValid(text.AsSpan(Prefix.Length), out var length) && length is >= MinBytes and <= MaxBytes
            ? Convert.FromBase64String(text[Prefix.Length..])
            : null;
        return key is not null;
    }
}
