using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Storage;

/// <summary>
/// Which of <see cref="Count"/> parts of an index a subscriber is in: no partition takes all writes, nor all ten million subscribers.
/// </summary>
internal static class Shard
{
    public const int Count = 32;

    /// <summary><c>00</c> to <c>1f</c>.</summary>
    public static string Name(int number) => number.ToString("x2", CultureInfo.InvariantCulture);

    public static string Of(string subscriberId)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(subscriberId), digest);
        return Name(digest[0] % Count);
    }
}
