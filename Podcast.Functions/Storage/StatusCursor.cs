using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>
/// A place in the list of a state. Lapsed are those that expired since the last cleanup (<c>byExpiry</c>), and after them
/// those that it found (<c>byStatus</c>): in this order, whom it moves while the list is read is still met.
/// </summary>
/// <param name="Part">Which part of the list: the index's shards in order, for the lapsed twice.</param>
/// <param name="Key">The last item of the page before; null at a part's beginning.</param>
/// <param name="ExpiresAt">That item's expiry, in <c>byExpiry</c>.</param>
internal sealed record StatusCursor(int Part, string? Key, long ExpiresAt)
{
    public static readonly StatusCursor Start = new(0, null, 0);

    /// <returns>Null when the text is no place in the list of this state.</returns>
    public static StatusCursor? Parse(string text, AccessState state) =>
        text.Split('/') is [var name, var part, var key, var expiresAt]
        && name == NameOf(state)
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < Parts(state)
        && long.TryParse(expiresAt, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var expiry)
        && (key.Length == 0
            || (key.StartsWith(SubscriberItem.KeyPrefix, StringComparison.Ordinal)
                && Shard.Of(key[SubscriberItem.KeyPrefix.Length..]) == Shard.Name(number % Shard.Count)))
            ? new(number, key.Length == 0 ? null : key, expiry) { State = state }
            : null;

    private AccessState State { get; init; }

    /// <summary>Text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NameOf(State)}/{Part}/{Key}/{ExpiresAt}");

    /// <summary>The query that goes on here, without its table and limit.</summary>
    public QueryRequest ToQuery(AccessState state, DateTimeOffset now)
    {
        var shard = Shard.Name(Part % Shard.Count);
        if (IsByExpiry(state))
        {
            return new()
            {
                IndexName = "byExpiry",
                KeyConditionExpression = "expiryShard = :shard AND expiresAt <= :now",
                ExpressionAttributeValues = new() { [":shard"] = Text(shard), [":now"] = Number(now.ToUnixTimeSeconds()) },
                ExclusiveStartKey = Key is null ? null
                    : new() { ["pk"] = Text(Key), ["expiryShard"] = Text(shard), ["expiresAt"] = Number(ExpiresAt) },
            };
        }

        var partition = Text(SubscriberItem.StatusShard(
            state switch
            {
                AccessState.Active => SubscriberStatus.Active,
                AccessState.Lapsed or AccessState.PaymentFailed => SubscriberStatus.Lapsed,
                AccessState.Revoked or AccessState.Replaced => SubscriberStatus.Revoked,
            },
            shard));
        return new()
        {
            IndexName = "byStatus",
            KeyConditionExpression = "statusShard = :shard",
            ExpressionAttributeValues = new() { [":shard"] = partition },
            ExclusiveStartKey = Key is null ? null : new() { ["pk"] = Text(Key), ["statusShard"] = partition },
        };
    }

    /// <returns>The place after a page that ended at <paramref name="last"/>; null when that was the end.</returns>
    public StatusCursor? After(AccessState state, Dictionary<string, AttributeValue>? last) =>
        last is { Count: > 0 }
            ? new(Part, last.GetText("pk"), IsByExpiry(state) ? last.GetNumber("expiresAt") : 0) { State = state }
            : Part + 1 < Parts(state) ? new(Part + 1, null, 0) { State = state } : null;

    private bool IsByExpiry(AccessState state) => state == AccessState.Lapsed && Part < Shard.Count;

    private static int Parts(AccessState state) => state == AccessState.Lapsed ? 2 * Shard.Count : Shard.Count;

    private static string NameOf(AccessState state) => state switch
    {
        AccessState.Active => "active",
        AccessState.Lapsed or AccessState.PaymentFailed => "lapsed",
        AccessState.Revoked or AccessState.Replaced => "revoked",
    };
}
