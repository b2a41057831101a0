using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class RuntimePollingTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_RuntimeApiComesBack_GoesOnPolling()
    {
        var runs = 0;

        await new RuntimePolling(_ => ++runs < 5 ? throw new HttpRequestException("gone") : Task.CompletedTask, new ImmediateTimeProvider(DateTimeOffset.UnixEpoch)).RunAsync(TestToken);

        Assert.Equal(5, runs);
    }

    [Fact]
    public async Task RunAsync_RuntimeApiStaysAway_EndsAfterItsPatience()
    {
        var time = new FakeTimeProvider();
        var running = new RuntimePolling(_ => throw new HttpRequestException("gone"), time).RunAsync(TestToken);

        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => running);
        Assert.InRange(time.GetUtcNow() - time.Start, RuntimePolling.Patience, RuntimePolling.Patience * 2);
    }

    [Fact]
    public async Task RunAsync_OtherFault_EndsAtOnce() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => new RuntimePolling(_ => throw new InvalidOperationException(), TimeProvider.System).RunAsync(TestToken));
}
