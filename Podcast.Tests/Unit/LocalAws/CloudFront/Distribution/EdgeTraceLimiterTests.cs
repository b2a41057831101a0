using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.CloudFront.Distribution;

namespace Podcast.Tests.Unit.LocalAws.CloudFront.Distribution;

public sealed class EdgeTraceLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_AtOnce_GrantsTheBurst()
    {
        var limiter = new EdgeTraceLimiter(_time);

        Assert.Equal(EdgeTraceLimiter.Burst, Count(limiter, 1_000));
    }

    [Fact]
    public void TryTake_AfterASecond_GrantsTheRate()
    {
        var limiter = new EdgeTraceLimiter(_time);
        Count(limiter, 1_000);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(EdgeTraceLimiter.PerSecond, Count(limiter, 1_000));
    }

    [Fact]
    public void TryTake_AfterALongTime_GrantsNoMoreThanTheBurst()
    {
        var limiter = new EdgeTraceLimiter(_time);
        Count(limiter, 1_000);

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(EdgeTraceLimiter.Burst, Count(limiter, 1_000));
    }

    private static int Count(EdgeTraceLimiter limiter, int attempts) => Enumerable.Range(0, attempts).Count(_ => limiter.TryTake());
}
