using System.Globalization;
using Podcast.LocalAws.Logs;

namespace Podcast.Tests.Unit.LocalAws.Logs;

public sealed class LogGroupTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LogGroup _group = new("group", Now);
    private long _sequence;

    [Fact]
    public void Add_EventsOutOfOrder_AreReadByTime()
    {
        Add(Now.AddSeconds(2), "third");
        Add(Now, "first");
        Add(Now, "second");

        Assert.Equal(["first", "second", "third"], Messages(Now));
    }

    [Fact]
    public void Add_MoreThanTheBound_KeepsTheNewest()
    {
        var message = new string('x', 100_000);
        for (var i = 0; i < 50; i++)
        {
            Add(Now.AddSeconds(i), message);
        }

        var kept = _group.Read(Now);
        Assert.InRange(kept.Sum(each => (long)each.Size), LogGroup.MaxSize / 2, LogGroup.MaxSize);
        Assert.Equal(Now.AddSeconds(49).ToUnixTimeMilliseconds(), kept[^1].Timestamp);
    }

    [Fact]
    public void Read_AfterTheRetention_ForgetsOldEvents()
    {
        _group.RetentionInDays = 30;
        Add(Now, "old");
        Add(Now.AddDays(20), "new");

        Assert.Equal(["old", "new"], Messages(Now.AddDays(30)));
        Assert.Equal(["new"], Messages(Now.AddDays(31)));
    }

    [Fact]
    public void Add_MoreStreamsThanTheBound_ForgetsTheOldestWithItsEvents()
    {
        for (var i = 0; i <= LogGroup.MaxStreams; i++)
        {
            Add(Now.AddSeconds(i), i.ToString(CultureInfo.InvariantCulture), stream: string.Create(CultureInfo.InvariantCulture, $"stream{i}"));
        }

        Assert.Equal(LogGroup.MaxStreams, _group.Streams.Count);
        Assert.False(_group.HasStream("stream0"));
        Assert.Equal("1", Messages(Now)[0]);
    }

    private void Add(DateTimeOffset at, string message, string stream = "stream") =>
        _group.Add(new(stream, at.ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds(), ++_sequence, message), at);

    private IReadOnlyList<string> Messages(DateTimeOffset now) => [.. _group.Read(now).Select(read => read.Message)];
}
