using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.Providers;

/// <summary>A payment provider, without its secrets, which no request can read.</summary>
/// <param name="Name">The last segment of the webhook's address.</param>
/// <param name="Scheme">How its webhooks are signed and what is in them.</param>
/// <param name="SecretCount">How many secrets are good.</param>
/// <param name="Plans">What each price buys.</param>
/// <param name="GraceSeconds">Seconds of access behind the end of a paid period.</param>
/// <param name="UpdatedAt">When it was set.</param>
internal sealed record ProviderResponse(
    string Name, string Scheme, int SecretCount, IReadOnlyList<ProviderPlanBody> Plans, long GraceSeconds, DateTimeOffset UpdatedAt)
{
    public static ProviderResponse From(Provider provider) => new(
        provider.Name,
        WebhookSchemeText.Of(provider.Scheme),
        provider.Secrets.Count,
        [
            .. provider.Plans.OrderBy(plan => plan.Key, StringComparer.Ordinal).Select(plan => new ProviderPlanBody
            {
                Price = plan.Key,
                Plan = plan.Value.Plan,
                Shows = [.. plan.Value.Shows.Order(StringComparer.Ordinal)],
            }),
        ],
        provider.GraceSeconds,
        DateTimeOffset.FromUnixTimeSeconds(provider.UpdatedAt));
}
