using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Subscriptions;

/// <summary>Ids of subscribers: 20 hex digits, drawn at random or derived from what may be repeated; decision 0111.</summary>
internal static class SubscriberId
{
    public const int Length = 20;

    public static string Create() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    public static string OfRequest(string idempotencyKey) => Derive("create", idempotencyKey);

    public static string OfLine(string import, string line) => Derive("import", import, line);

    public static string OfProvider(string provider, string subscription) => Derive("provider", provider, subscription);

    /// <summary>What cannot be an id is neither looked up nor repeated in a response: it may be an e-mail address.</summary>
    public static bool IsValid(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);

    // No part has a line break in it.
    private static string Derive(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..Length];
}
