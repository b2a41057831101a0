namespace Podcast.LocalAws.Iam.Policies;

/// <summary>What a policy is attached to, which decides the elements that it has to have.</summary>
internal enum PolicyKind
{
    /// <summary>A role's: no Principal.</summary>
    Identity,

    /// <summary>A bucket's, queue's, topic's or key's: with Principal.</summary>
    Resource,

    /// <summary>Who may assume a role: with Principal, without Resource.</summary>
    Trust,
}
