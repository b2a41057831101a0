using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>What is left of a deleted subscriber, or of one of its subscriptions, for a while: an id that names nobody and the version; see docs/data-model.md.</summary>
internal static class DeletedSubscriberItem
{
    private const string KeyPrefix = "DELETED#";

    /// <summary>Longer than a provider repeats an event, a stream keeps a record, or somebody goes on with an import.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static string KeyOf(string id) => KeyPrefix + id;

    public static Dictionary<string, AttributeValue> From(string id, long version, DateTimeOffset now) => new()
    {
        ["pk"] = Text(KeyOf(id)),
        ["version"] = Number(version),
        ["purgeAt"] = Number((now + Lifetime).ToUnixTimeSeconds()),
    };
}
