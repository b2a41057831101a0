namespace Podcast.Functions.Domain;

internal enum SigningKeyStatus
{
    /// <summary>Signs new tokens and grants.</summary>
    Active,

    /// <summary>Signs nothing new; what it signed is honoured.</summary>
    Retiring,

    /// <summary>What it signed is worth nothing without an entry in the store.</summary>
    Revoked,
}
