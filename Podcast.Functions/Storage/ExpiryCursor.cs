using System.Globalization;
using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>A place in the list of subscribers by their end: how far each shard of the index <c>byExpiry</c> is read.</summary>
internal sealed class ExpiryCursor
{
    private const string Read = "-";

    private readonly string[] _places;

    private ExpiryCursor(bool isDescending, string[] places)
    {
        IsDescending = isDescending;
        _places = places;
    }

    public bool IsDescending { get; }

    public bool IsAtEnd => _places.All(place => place == Read);

    public static ExpiryCursor Start(bool isDescending) => new(isDescending, [.. Enumerable.Repeat("", Shard.Count)]);

    /// <returns>Null when the text is no place in this list.</returns>
    public static ExpiryCursor? Parse(string text, bool isDescending) =>
        text.Split('/') is [var direction, .. var places]
        && direction == NameOf(isDescending)
        && places.Length == Shard.Count
        && places.Select((place, number) => place.Length == 0 || place == Read || KeyOf(place, number) is not null).All(isPlace => isPlace)
            ? new(isDescending, places)
            : null;

    public bool IsRead(int shard) => _places[shard] == Read;

    /// <summary>Where a query of the shard goes on; null at its beginning.</summary>
    public Dictionary<string, AttributeValue>? StartOf(int shard) => _places[shard].Length == 0 ? null : KeyOf(_places[shard], shard);

    public void Advance(int shard, Dictionary<string, AttributeValue> key) => _places[shard] = string.Create(
        CultureInfo.InvariantCulture, $"{key.GetText("pk")[SubscriberItem.KeyPrefix.Length..]}:{key.GetNumber("expiresAt")}");

    public void Finish(int shard) => _places[shard] = Read;

    /// <summary>Text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => $"{NameOf(IsDescending)}/{string.Join('/', _places)}";

    private static string NameOf(bool isDescending) => isDescending ? "last" : "first";

    private static Dictionary<string, AttributeValue>? KeyOf(string place, int shard) =>
        place.Split(':') is [var id, var expiry]
        && Shard.Of(id) == Shard.Name(shard)
        && long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var expiresAt)
            ? new() { ["pk"] = Text(SubscriberItem.KeyOf(id)), ["expiryShard"] = Text(Shard.Name(shard)), ["expiresAt"] = Number(expiresAt) }
            : null;
}
