using System.Security.Cryptography;
using System.Text;

namespace Podcast.LocalAws.CloudFront.Api;

/// <summary>The versions of CloudFront's resources, such as <c>E2QWRUHAPOMQZL</c>.</summary>
internal static class ETags
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Length = 13;

    /// <summary>A version that no resource had before.</summary>
    public static string New() => "E" + RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The version of a resource that changes with its configuration only.</summary>
    public static string Of(string configuration)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(configuration));
        return "E" + string.Create(Length, hash, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[source[i] % Alphabet.Length];
            }
        });
    }
}
