using System.Buffers.Text;
using System.Security.Cryptography;

namespace Podcast.Functions.Domain;

/// <summary>A key that signs tokens and grants; see docs/tokens.md.</summary>
internal sealed class SigningKey(string id, string secret, SigningKeyStatus status)
{
    public const int IdLength = 2;

    /// <summary>The id of the key that the first subscriber of a new system gets.</summary>
    public const string FirstId = "01";

    private const int SecretBytes = 32;

    public string Id { get; } = id;

    public string Secret { get; } = secret;

    public SigningKeyStatus Status { get; } = status;

    /// <summary>Where the edge finds the secret: three characters, so never the key of a token.</summary>
    public string StoreKey => "k" + Id;

    public static SigningKey Create(string id) =>
        new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)), SigningKeyStatus.Active);

    public string Sign(string purpose, string text) => Digest.Mac(Secret, purpose + ":" + text);

    // The secret must not reach a log by way of a formatted object.
    public override string ToString() => $"signing key {Id}";
}
