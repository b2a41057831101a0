using Microsoft.Extensions.Time.Testing;
using Podcast.AppHost.Recovery;

namespace Podcast.Tests.Unit.AppHost.Recovery;

public sealed class RestartBackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Next_ExitsInARow_AreAtOnceTwiceAndThenFurtherApart()
    {
        var backoff = new RestartBackoff(_time);

        Assert.Equal([0, 0, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 9).Select(_ => backoff.Next().TotalSeconds));
    }

    [Fact]
    public void Next_AfterAMinuteWithoutAnExit_IsAtOnceAgain()
    {
        var backoff = new RestartBackoff(_time);
        for (var i = 0; i < 5; i++)
        {
            backoff.Next();
        }

        _time.Advance(TimeSpan.FromSeconds(64));

        Assert.Equal(TimeSpan.Zero, backoff.Next());
    }
}
