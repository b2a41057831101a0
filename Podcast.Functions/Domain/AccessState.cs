namespace Podcast.Functions.Domain;

/// <summary>What a token is worth. Their names, in lower case and with hyphens, are the values of <c>x-podcast-access</c>.</summary>
internal enum AccessState
{
    Active,

    /// <summary>The subscription ran out.</summary>
    Lapsed,

    /// <summary>The subscription ran out because its last payment failed. Only what is delivered tells it from <see cref="Lapsed"/>.</summary>
    PaymentFailed,

    /// <summary>The publisher ended the subscription.</summary>
    Revoked,

    /// <summary>The subscriber has a newer token.</summary>
    Replaced,
}
