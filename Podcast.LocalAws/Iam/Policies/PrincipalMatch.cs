namespace Podcast.LocalAws.Iam.Policies;

/// <summary>How a Principal element means a caller.</summary>
internal enum PrincipalMatch
{
    None,

    /// <summary>Through the account: what it allows is the account's to hand on, by identity policies.</summary>
    Account,

    /// <summary>By itself, or with everyone.</summary>
    Direct,
}
