using System.Text.Json;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Webhooks;

/// <summary>The schemes that are understood.</summary>
internal static class WebhookSchemes
{
    private static readonly Dictionary<WebhookScheme, IWebhookScheme> All = new()
    {
        [WebhookScheme.Stripe] = new StripeScheme(),
        [WebhookScheme.Patreon] = new PatreonScheme(),
        [WebhookScheme.Memberful] = new MemberfulScheme(),
        [WebhookScheme.StandardWebhooks] = new StandardWebhooksScheme(),
    };

    public static IWebhookScheme Of(WebhookScheme scheme) => All[scheme];

    /// <summary>Whether the message has any signature at all.</summary>
    public static bool HasSignature(WebhookMessage message) => All.Values.Any(scheme => message.FindHeader(scheme.SignatureHeader) is not null);

    /// <summary>Reads a message whose signature is valid.</summary>
    /// <exception cref="FormatException">It is none of the provider's events; the message quotes nothing of it.</exception>
    public static ProviderEvent? Read(IWebhookScheme scheme, WebhookMessage message)
    {
        try
        {
            return scheme.Read(message);
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException("The body is not an event of a subscription.");
        }
    }
}
