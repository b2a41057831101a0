using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Tests.Unit.Functions.PublisherApi;

public sealed class BoundedWorkTests
{
    private readonly FakeTimeProvider _time = new();
    private int _done;

    [Fact]
    public async Task Run_WithinTheLimit_DoesEverything()
    {
        Assert.True(await RunAsync(100, _ => { }));
        Assert.Equal(100, _done);
    }

    [Fact]
    public async Task Run_TimeIsUp_StartsNothingMore()
    {
        Assert.False(await RunAsync(1000, _ => _time.Advance(BoundedWork.TimeLimit / 100)));
        Assert.InRange(_done, 100, 200);
    }

    [Fact]
    public async Task Run_ServiceFailsOnTheWay_KeepsWhatIsDone()
    {
        Assert.False(await RunAsync(1000, part =>
        {
            if (part == 50)
            {
                throw new TimeoutException();
            }
        }));
        Assert.InRange(_done, 1, 999);
    }

    [Fact]
    public async Task Run_ServiceFailsAtOnce_Throws() =>
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(10, _ => throw new TimeoutException()));

    [Fact]
    public async Task Run_FailureOfItsOwn_Throws() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(10, part => _ = part == 5 ? throw new InvalidDataException() : part));

    [Fact]
    public async Task Run_Nothing_IsDone() => Assert.True(await RunAsync(0, _ => { }));

    private Task<bool> RunAsync(int parts, Action<int> work) => new BoundedWork(_time).RunAsync(
        [.. Enumerable.Range(0, parts)],
        (part, _) =>
        {
            work(part);
            Interlocked.Increment(ref _done);
            return Task.CompletedTask;
        },
        TestContext.Current.CancellationToken);
}
