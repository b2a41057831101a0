using Amazon.Lambda.RuntimeSupport;
using Microsoft.Extensions.Time.Testing;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

public sealed class PollBackoffTests
{
    [Fact]
    public async Task TryWaitAsync_FailuresInARow_WaitsLongerThenGivesUp()
    {
        var time = new FakeTimeProvider();
        var backoff = new PollBackoff(time);

        for (var failure = 0; failure < 60; failure++)
        {
            var wait = backoff.TryWaitAsync(TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMilliseconds((failure < 4 ? 50 << failure : 500) - 1));
            Assert.False(wait.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(await wait);
        }

        Assert.False(await backoff.TryWaitAsync(TestContext.Current.CancellationToken));
        backoff.Reset();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.False(await backoff.TryWaitAsync(cancelled.Token));
    }
}
