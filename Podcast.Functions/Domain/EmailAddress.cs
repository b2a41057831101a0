using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Domain;

/// <summary>E-mail addresses: what is taken for one, and under what one is found again.</summary>
internal static class EmailAddress
{
    public const int MaxLength = 254;

    private const int HashBytes = 18;

    /// <summary>Rejects what is certainly no address; whether mail arrives, only sending shows.</summary>
    public static bool IsValid(string text) =>
        text.Length is >= 3 and <= MaxLength
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == text.LastIndexOf('@')
        && at < text.Length - 1
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));

    /// <summary>
    /// Without white space around it, in lower case. The part before the @ may differ in case by the standard
    /// (https://www.rfc-editor.org/rfc/rfc5321#section-2.4) and does not in practice. Dots and +tags are kept: what they mean is the
    /// host's business.
    /// </summary>
    public static string Normalize(string text) => text.Trim().ToLowerInvariant();

    public static bool AreSame(string? one, string? other) =>
        one is null || other is null ? one == other : Normalize(one) == Normalize(other);

    /// <summary>24 characters of base64url: what the index holds in place of the address.</summary>
    public static string Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("email:" + Normalize(text)), digest);
        return Base64Url.EncodeToString(digest[..HashBytes]);
    }
}
