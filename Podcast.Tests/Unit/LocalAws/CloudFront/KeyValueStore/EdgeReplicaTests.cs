using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.CloudFront.KeyValueStore;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.KeyValueStore;

public sealed class EdgeReplicaTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Write_WithoutADelay_ShowsAtOnce()
    {
        var store = Create(TimeSpan.Zero);

        Put(store, "a", "1");

        Assert.Equal("1", store.AtEdge.Find("a"));
    }

    [Fact]
    public void Write_WithADelay_ShowsAfterIt()
    {
        var store = Create(TimeSpan.FromSeconds(2));

        Put(store, "a", "1");
        _time.Advance(TimeSpan.FromSeconds(1));
        Put(store, "a", "2");

        Assert.Null(store.AtEdge.Find("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1", store.AtEdge.Find("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2", store.AtEdge.Find("a"));
        Assert.Equal("2", store.Current.Find("a"));
    }

    [Fact]
    public void Writes_BeyondTheBound_LoseNoLastState()
    {
        var store = Create(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 3000; i++)
        {
            Put(store, "a", $"{i}");
        }

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("2999", store.AtEdge.Find("a"));
    }

    [Fact]
    public void Snapshot_Taken_DoesNotChange()
    {
        var store = Create(TimeSpan.Zero);
        Put(store, "a", "1");

        var snapshot = store.AtEdge;
        Put(store, "a", "2");

        Assert.Equal("1", snapshot.Find("a"));
    }

    private KeyValueStoreState Create(TimeSpan delay) => new("id", "arn", delay, _time);

    private static void Put(KeyValueStoreState store, string key, string value) => store.Update(store.Current.ETag, [new(key, value)], []);
}
