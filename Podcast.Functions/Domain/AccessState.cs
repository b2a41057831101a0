namespace Podcast.Functions.Domain;

/// <summary>What a token is worth. The names, in lower case, are the values of <c>x-podcast-access</c>.</summary>
internal enum AccessState
{
    Active,

    /// <summary>The subscription ran out.</summary>
    Lapsed,

    /// <summary>The publisher ended the subscription.</summary>
    Revoked,

    /// <summary>The subscriber has a newer token.</summary>
    Replaced,
}
