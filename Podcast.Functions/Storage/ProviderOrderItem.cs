using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>
/// The newest event of a subscription that buys nothing here and so has no subscriber: an older event that arrives after it must not make one.
/// It names nobody; see docs/data-model.md.
/// </summary>
internal static class ProviderOrderItem
{
    /// <summary>Holds where there is no such event, or an older one.</summary>
    public const string IsOlder = "attribute_not_exists(pk) OR providerOrder < :order";

    private const string KeyPrefix = "PROVIDERORDER#";

    /// <summary>Longer than a provider repeats an event.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static string KeyOf(string subscriberId) => KeyPrefix + subscriberId;

    public static Dictionary<string, AttributeValue> Values(string order) => new() { [":order"] = Text(order) };

    public static Dictionary<string, AttributeValue> From(string subscriberId, string order, DateTimeOffset now) => new()
    {
        ["pk"] = Text(KeyOf(subscriberId)),
        ["providerOrder"] = Text(order),
        ["purgeAt"] = Number((now + Lifetime).ToUnixTimeSeconds()),
    };
}
