using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Webhooks;

/// <summary>A signature of nothing but the body, in hex digits. It tells no time: a recorded request stays valid as long as its secret.</summary>
internal static class HexSignature
{
    /// <param name="signature">The header's value.</param>
    /// <param name="secrets">The secrets, as text.</param>
    /// <param name="sign">The signature of the body under a key.</param>
    public static bool IsValid(string? signature, IReadOnlyList<string> secrets, Func<byte[], byte[]> sign)
    {
        if (signature is not { Length: > 0 and <= 128 } || signature.Length % 2 != 0 || !signature.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var sent = Convert.FromHexString(signature);
        var valid = false;
        foreach (var secret in secrets)
        {
            valid |= CryptographicOperations.FixedTimeEquals(sign(Encoding.UTF8.GetBytes(secret)), sent);
        }

        return valid;
    }
}
