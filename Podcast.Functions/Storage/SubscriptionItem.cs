using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>
/// Leads from a subscription to its subscriber, where the subscriber is not called like it: what made the subscription may come again. See
/// docs/data-model.md.
/// </summary>
internal static class SubscriptionItem
{
    private const string KeyPrefix = "SUBSCRIPTION#";

    public static string KeyOf(string id) => KeyPrefix + id;

    public static Dictionary<string, AttributeValue> From(string id, string subscriberId) => new()
    {
        ["pk"] = Text(KeyOf(id)),
        ["subscriber"] = Text(subscriberId),
    };

    public static string ReadSubscriber(Dictionary<string, AttributeValue> item) => item.GetText("subscriber");
}
