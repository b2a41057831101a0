namespace Podcast.Functions.Domain;

internal enum SigningKeyStatus
{
    /// <summary>Signs new tokens and grants.</summary>
    Active,

    /// <summary>Signs nothing new; what it signed is honoured.</summary>
    Retiring,

    /// <summary>Its time is over: what it signed is refused, with or without an entry in the store.</summary>
    Retired,

    /// <summary>It leaked: what it signed is refused, with or without an entry in the store.</summary>
    Revoked,
}
