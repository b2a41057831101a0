namespace Podcast.LocalAws.Auth;

internal enum SignatureAlgorithm
{
    /// <summary><c>AWS4-HMAC-SHA256</c>: a key for one day, region and service.</summary>
    SigV4,

    /// <summary><c>AWS4-ECDSA-P256-SHA256</c>: one key pair for a set of regions.</summary>
    SigV4A,
}
