namespace Podcast.Functions.Webhooks;

/// <summary>How one kind of payment provider signs its webhooks, and what it says in them.</summary>
internal interface IWebhookScheme
{
    /// <summary>The header with the signature, in lower case.</summary>
    string SignatureHeader { get; }

    /// <summary>Whether the message was signed with one of the secrets, lately where the scheme tells.</summary>
    bool IsSigned(WebhookMessage message, IReadOnlyList<string> secrets);

    /// <returns>The event; null when it is of a kind that says nothing here.</returns>
    /// <exception cref="FormatException">It is none of the provider's events; the message quotes nothing of it.</exception>
    ProviderEvent? Read(WebhookMessage message);
}
