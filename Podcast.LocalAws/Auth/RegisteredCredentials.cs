using System.Security.Cryptography;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

/// <summary>Credentials that are accepted, whose they are, and the SigV4A public key that follows from them.</summary>
internal sealed class RegisteredCredentials(AwsCredentials credentials, AwsCaller caller, DateTimeOffset? expires)
{
    // A scalar multiplication on the curve: only for those who sign with SigV4A, and once.
    private readonly Lazy<ECParameters> _publicKey = new(() => SigV4A.DerivePublicKey(credentials));

    public AwsCredentials Credentials { get; } = credentials;

    /// <summary>When they expire.</summary>
    public DateTimeOffset? Expires => expires;

    public AwsCaller Caller { get; } = caller;

    public ECParameters PublicKey => _publicKey.Value;
}
