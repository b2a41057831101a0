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

    /// <summary>Goes up by one with every write.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Seconds since 1970.</summary>
    public long CreatedAt { get; init; }

    /// <summary>False once what it signed is refused.</summary>
    public bool IsHonoured => Status is SigningKeyStatus.Active or SigningKeyStatus.Retiring;

    /// <summary>Where the edge finds the secret: three characters, so never the key of a token.</summary>
    public string StoreKey => "k" + Id;

    public static SigningKey Create(string id, long createdAt = 0) =>
        new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)), SigningKeyStatus.Active) { CreatedAt = createdAt };

    /// <summary>The next version, in another status.</summary>
    public SigningKey As(SigningKeyStatus next) => new(Id, Secret, next) { Version = Version + 1, CreatedAt = CreatedAt };

    public string Sign(string purpose, string text) => Digest.Mac(Secret, purpose + ":" + text);

    // The secret must not reach a log by way of a formatted object.
    public override string ToString() => $"signing key {Id}";
}
