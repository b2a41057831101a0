using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>A signing key as an item of the Subscribers table; see docs/data-model.md.</summary>
internal static class SigningKeyItem
{
    public const string KeyPrefix = "SIGNINGKEY#";

    /// <summary>The item that names the key for new tokens.</summary>
    public const string CurrentKey = "CURRENTSIGNINGKEY";

    public static string KeyOf(string id) => KeyPrefix + id;

    public static Dictionary<string, AttributeValue> From(SigningKey key, string? traceParent)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = Text(KeyOf(key.Id)),
            ["secret"] = Text(key.Secret),
            ["status"] = Text(StatusText.Of(key.Status)),
            ["version"] = Number(key.Version),
            ["createdAt"] = Number(key.CreatedAt),
        };
        if (traceParent is not null)
        {
            item["traceparent"] = Text(traceParent);
        }

        return item;
    }

    /// <exception cref="InvalidDataException">The item is not a signing key.</exception>
    public static SigningKey Read(Dictionary<string, AttributeValue> item) => new(
        item.GetText("pk")[KeyPrefix.Length..],
        item.GetText("secret"),
        StatusText.ReadSigningKey(item.GetText("status")))
    {
        Version = item.GetNumber("version"),
        CreatedAt = item.GetNumber("createdAt"),
    };
}
