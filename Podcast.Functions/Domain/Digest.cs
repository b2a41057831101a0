using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Domain;

/// <summary>The two digests of docs/tokens.md; <c>Edge/viewer-request.js</c> computes the same ones.</summary>
internal static class Digest
{
    /// <summary>Nine bytes: 12 characters of base64url, with no spare bits.</summary>
    public const int Length = 12;

    private const int Bytes = 9;

    public static string Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return Base64Url.EncodeToString(digest[..Bytes]);
    }

    public static string Mac(string secret, string text)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text), digest);
        return Base64Url.EncodeToString(digest[..Bytes]);
    }

    /// <summary>Compares in constant time.</summary>
    public static bool AreSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(left), System.Runtime.InteropServices.MemoryMarshal.AsBytes(right));
}
