using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Podcast.Functions.Domain;

/// <summary>The secret part of a subscriber's addresses; see docs/tokens.md.</summary>
internal sealed class SubscriberToken
{
    public const int Length = SigningKey.IdLength + IdLength + Digest.Length;

    private const string Purpose = "token";
    private const int IdBytes = 9;
    private const int IdLength = 12;
    private const int SignedLength = SigningKey.IdLength + IdLength;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private SubscriberToken(string text) => Text = text;

    /// <summary>The token as it stands in an address. Never for a log.</summary>
    public string Text { get; }

    public string KeyId => Text[..SigningKey.IdLength];

    /// <summary>The random part: with it and the key the token can be made again.</summary>
    public string Id => Text[SigningKey.IdLength..SignedLength];

    /// <summary>What stands for the token wherever something is stored.</summary>
    public string Hash => Digest.Hash(Text);

    public static SubscriberToken Create(SigningKey key) =>
        Create(key, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)));

    public static SubscriberToken Create(SigningKey key, string id)
    {
        var signed = key.Id + id;
        return new(signed + key.Sign(Purpose, signed));
    }

    /// <summary>Parses the form of a token; <see cref="IsSignedBy"/> checks whether it is genuine.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SubscriberToken? token)
    {
        token = text?.Length == Length && !text.AsSpan().ContainsAnyExcept(Characters) ? new(text) : null;
        return token is not null;
    }

    public bool IsSignedBy(SigningKey key) =>
        key.IsHonoured
        && key.Id == KeyId
        && Digest.AreSame(key.Sign(Purpose, Text[..SignedLength]), Text.AsSpan(SignedLength));

    // The token must not reach a log by way of a formatted object.
    public override string ToString() => $"token of signing key {KeyId}";
}
