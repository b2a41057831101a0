using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// The header <c>Stripe-Signature</c>: <c>t=1492774577,v1=…</c>, where v1 is the hex of HMAC-SHA256 under the secret's text over the time, a dot
/// and the body as it came; other schemes in it are ignored. https://docs.stripe.com/webhooks#verify-manually
/// </summary>
internal static class StripeSignature
{
    public const string Header = "stripe-signature";

    /// <summary>How far a signature's time may be from now: after that, a recorded request is worth nothing.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // More than any provider sends; each costs a comparison.
    private const int MaxSignatures = 8;
    private const int MaxLength = 2048;

    public static bool IsValid(string? header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (header is not { Length: <= MaxLength } || FindTime(header) is not { } time || (now - DateTimeOffset.FromUnixTimeSeconds(time)).Duration() > Tolerance)
        {
            return false;
        }

        var signed = SignedPayload(time, body);
        var valid = false;
        foreach (var secret in secrets)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
            foreach (var signature in Signatures(header))
            {
                valid |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return valid;
    }

    /// <summary>As the provider signs.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), SignedPayload(time, body));
        return string.Create(CultureInfo.InvariantCulture, $"t={time},v1={Convert.ToHexStringLower(signature)}");
    }

    private static byte[] SignedPayload(long time, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}.")), .. body];

    // A second time would leave it open which one was signed.
    private static long? FindTime(string header)
    {
        var times = Values(header, "t").ToArray();
        return times is [var only] && long.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time < 100_000_000_000
            ? time
            : null;
    }

    private static IEnumerable<byte[]> Signatures(string header) =>
        Values(header, "v1")
            .Take(MaxSignatures)
            .Where(value => value.Length == HMACSHA256.HashSizeInBytes * 2 && value.All(char.IsAsciiHexDigit))
            .Select(Convert.FromHexString);

    private static IEnumerable<string> Values(string header, string name) =>
        header.Split(',', StringSplitOptions.TrimEntries)
            .Where(part => part.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(part => part[(name.Length + 1)..]);
}
