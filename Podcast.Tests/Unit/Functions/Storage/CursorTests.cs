using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Tests.Unit.Functions.Storage;

/// <summary>Places in lists come back from callers, who may send anything.</summary>
public sealed class CursorTests
{
    private static readonly string Id = Enumerable.Range(0, 10_000).Select(i => $"s{i}").First(id => Shard.Of(id) == Shard.Name(3));

    [Theory]
    [InlineData("active/3/{key}/0", nameof(AccessState.Active), true)]
    [InlineData("active/3//0", nameof(AccessState.Active), true)]
    [InlineData("lapsed/35/{key}/-1", nameof(AccessState.Lapsed), true)]
    [InlineData("lapsed/63//0", nameof(AccessState.Lapsed), true)]
    [InlineData("lapsed/64//0", nameof(AccessState.Lapsed), false)]
    [InlineData("active/32//0", nameof(AccessState.Active), false)]
    [InlineData("active/3/{key}/0", nameof(AccessState.Revoked), false)]
    [InlineData("active/4/{key}/0", nameof(AccessState.Active), false)]
    [InlineData("active/3/{id}/0", nameof(AccessState.Active), false)]
    [InlineData("active/-3//0", nameof(AccessState.Active), false)]
    [InlineData("active/x//0", nameof(AccessState.Active), false)]
    [InlineData("active/3//x", nameof(AccessState.Active), false)]
    [InlineData("active/3/0", nameof(AccessState.Active), false)]
    [InlineData("", nameof(AccessState.Active), false)]
    public void StatusCursor_TextOfACaller_IsReadBackOrRefused(string text, string state, bool isPlace)
    {
        var filled = text.Replace("{key}", SubscriberItem.KeyOf(Id), StringComparison.Ordinal).Replace("{id}", Id, StringComparison.Ordinal);
        Assert.Equal(isPlace ? filled : null, StatusCursor.Parse(filled, Enum.Parse<AccessState>(state))?.ToString());
    }

    [Fact]
    public void StatusCursor_OfLapsed_ReadsByExpiryAndThenByStatus()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1000);
        var first = StatusCursor.Start.ToQuery(AccessState.Lapsed, now);
        Assert.Equal(("byExpiry", null), (first.IndexName, first.ExclusiveStartKey));
        var place = StatusCursor.Parse($"lapsed/3/{SubscriberItem.KeyOf(Id)}/900", AccessState.Lapsed)!;
        Assert.Equal("900", place.ToQuery(AccessState.Lapsed, now).ExclusiveStartKey["expiresAt"].N);
        var later = StatusCursor.Parse($"lapsed/35/{SubscriberItem.KeyOf(Id)}/0", AccessState.Lapsed)!.ToQuery(AccessState.Lapsed, now);
        Assert.Equal(("byStatus", SubscriberItem.KeyOf(Id)), (later.IndexName, later.ExclusiveStartKey["pk"].S));
        Assert.Equal("revoked#00", StatusCursor.Start.ToQuery(AccessState.Revoked, now).ExpressionAttributeValues[":shard"].S);
        Assert.Equal("active#00", StatusCursor.Start.ToQuery(AccessState.Active, now).ExpressionAttributeValues[":shard"].S);
    }

    [Fact]
    public void StatusCursor_AfterAPage_GoesOnThereOrInTheNextPart()
    {
        var last = new Dictionary<string, AttributeValue> { ["pk"] = new(SubscriberItem.KeyOf(Id)), ["expiresAt"] = new() { N = "900" } };
        Assert.Equal($"lapsed/0/{SubscriberItem.KeyOf(Id)}/900", StatusCursor.Start.After(AccessState.Lapsed, last)!.ToString());
        Assert.Equal($"active/0/{SubscriberItem.KeyOf(Id)}/0", StatusCursor.Start.After(AccessState.Active, last)!.ToString());
        Assert.Equal("active/1//0", StatusCursor.Start.After(AccessState.Active, [])!.ToString());
        Assert.Null(StatusCursor.Parse("active/31//0", AccessState.Active)!.After(AccessState.Active, null));
        Assert.Null(StatusCursor.Parse("lapsed/63//0", AccessState.Lapsed)!.After(AccessState.Lapsed, null));
    }

    [Theory]
    [InlineData(3, "{id}:900", true)]
    [InlineData(3, "-", true)]
    [InlineData(3, "", true)]
    [InlineData(4, "{id}:900", false)]
    [InlineData(3, "{id}:-900", false)]
    [InlineData(3, "{id}", false)]
    [InlineData(3, "{id}:900:1", false)]
    public void ExpiryCursor_TextOfACaller_IsReadBackOrRefused(int shard, string place, bool isPlace)
    {
        var places = new string[Shard.Count];
        places[shard] = place.Replace("{id}", Id, StringComparison.Ordinal);
        var text = "last/" + string.Join('/', places);
        var cursor = ExpiryCursor.Parse(text, isDescending: true);
        Assert.Equal(isPlace ? text : null, cursor?.ToString());
        Assert.Null(ExpiryCursor.Parse(text, isDescending: false));
        Assert.Null(ExpiryCursor.Parse(text + "/", isDescending: true));
        Assert.Equal(place == "-", cursor?.IsRead(shard) ?? false);
    }

    [Fact]
    public void ExpiryCursor_EveryShardRead_IsAtItsEnd()
    {
        var cursor = ExpiryCursor.Start(isDescending: false);
        cursor.Advance(3, new() { ["pk"] = new(SubscriberItem.KeyOf(Id)), ["expiresAt"] = new() { N = "900" } });
        Assert.Equal("900", cursor.StartOf(3)!["expiresAt"].N);
        Assert.Null(cursor.StartOf(4));
        for (var shard = 0; shard < Shard.Count; shard++)
        {
            Assert.False(cursor.IsAtEnd);
            cursor.Finish(shard);
        }

        Assert.True(cursor.IsAtEnd);
    }

    [Theory]
    [InlineData("ready/900/one", "ready", true)]
    [InlineData("/-900/one", null, true)]
    [InlineData("ready/900/one", null, false)]
    [InlineData("/900/One", null, false)]
    [InlineData("/x/one", null, false)]
    [InlineData("/900", null, false)]
    public void EpisodeCursor_TextOfACaller_IsReadBackOrRefused(string text, string? state, bool isPlace)
    {
        var cursor = EpisodeCursor.Parse(text, state);
        Assert.Equal(isPlace ? text : null, cursor?.ToString());
        Assert.Equal(text, cursor is null ? text : EpisodeCursor.After(state, cursor.ToKey("news"))!.ToString());
        Assert.Null(EpisodeCursor.After(state, []));
    }
}
