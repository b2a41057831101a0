using System.Text.Json;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The body of UpdateKeys: <c>{"Puts":[{"Key","Value"}],"Deletes":[{"Key"}]}</c>, each key at most once.</summary>
internal sealed record UpdateKeysRequest(IReadOnlyList<KeyValueEntry> Puts, IReadOnlyList<string> Deletes)
{
    public static UpdateKeysRequest Parse(JsonElement body)
    {
        var puts = Items(body, "Puts").Select(item => new KeyValueEntry(KeyOf(item), RequestFields.RequireString(item, "Value"))).ToArray();
        var deletes = Items(body, "Deletes").Select(KeyOf).ToArray();
        if (puts.Length + deletes.Length == 0)
        {
            throw RequestFields.Invalid("Puts or Deletes must name at least one key.");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (!puts.Select(put => put.Key).Concat(deletes).All(keys.Add))
        {
            throw RequestFields.Invalid("A key may occur only once in a request.");
        }

        return new(puts, deletes);
    }

    private static string KeyOf(JsonElement item)
    {
        var key = RequestFields.RequireString(item, "Key");
        RequestFields.CheckKey(key);
        return key;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw RequestFields.Invalid($"{name} must be a list.");
    }
}
