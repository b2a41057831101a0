using Podcast.Functions.Domain;

namespace Podcast.Functions.Storage;

/// <summary>The names of webhook schemes, in the table and in the API.</summary>
internal static class WebhookSchemeText
{
    private static readonly Dictionary<string, WebhookScheme> Schemes = new(StringComparer.Ordinal)
    {
        ["stripe"] = WebhookScheme.Stripe,
        ["patreon"] = WebhookScheme.Patreon,
        ["memberful"] = WebhookScheme.Memberful,
        ["standard-webhooks"] = WebhookScheme.StandardWebhooks,
    };

    /// <summary>All names, in words.</summary>
    public static string Rule { get; } = string.Join(", ", Schemes.Keys.SkipLast(1).Select(name => $"'{name}'")) + $" or '{Schemes.Keys.Last()}'";

    /// <returns>Null for a scheme that is not understood.</returns>
    public static WebhookScheme? Read(string? text) => text is not null && Schemes.TryGetValue(text, out var scheme) ? scheme : null;

    public static string Of(WebhookScheme scheme) => Schemes.First(pair => pair.Value == scheme).Key;
}
