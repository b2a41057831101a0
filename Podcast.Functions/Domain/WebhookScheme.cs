namespace Podcast.Functions.Domain;

/// <summary>How a payment provider signs its webhooks, and what it says in them.</summary>
internal enum WebhookScheme
{
    /// <summary>https://docs.stripe.com/webhooks</summary>
    Stripe,

    /// <summary>https://docs.patreon.com/#webhooks</summary>
    Patreon,

    /// <summary>https://memberful.com/help/custom-development-and-api/webhooks/</summary>
    Memberful,

    /// <summary>https://www.standardwebhooks.com, with the events of docs/publisher-api.md.</summary>
    StandardWebhooks,
}
