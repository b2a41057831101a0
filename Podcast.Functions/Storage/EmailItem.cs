using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Names the one subscriber who has an e-mail address: no second one can be written under the same key. See docs/data-model.md.</summary>
internal static class EmailItem
{
    /// <summary>Holds where nobody has the address, or this subscriber.</summary>
    public const string IsFreeOrOwn = "attribute_not_exists(pk) OR subscriber = :subscriber";

    private const string KeyPrefix = "EMAIL#";

    public static string KeyOf(string email) => KeyPrefix + EmailAddress.Hash(email);

    public static Dictionary<string, AttributeValue> Values(string subscriberId) => new() { [":subscriber"] = Text(subscriberId) };

    public static Dictionary<string, AttributeValue> From(string email, string subscriberId) => new()
    {
        ["pk"] = Text(KeyOf(email)),
        ["subscriber"] = Text(subscriberId),
    };

    public static string ReadSubscriber(Dictionary<string, AttributeValue> item) => item.GetText("subscriber");
}
