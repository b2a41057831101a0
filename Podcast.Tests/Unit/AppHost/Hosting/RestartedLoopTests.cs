using Podcast.AppHost.Hosting;

namespace Podcast.Tests.Unit.AppHost.Hosting;

public sealed class RestartedLoopTests : IDisposable
{
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task RunAsync_LoopThatFails_RunsItAgainAndSaysWhy()
    {
        var runs = 0;

        await new RestartedLoop(new ImmediateTimeProvider(DateTimeOffset.UnixEpoch), _error).RunAsync(
            "watch 'feeds'",
            _ => ++runs < 3 ? throw new InvalidOperationException("no such resource") : Task.CompletedTask,
            TestContext.Current.CancellationToken);

        Assert.Equal(3, runs);
        Assert.Equal(
            [
                "The app host could not watch 'feeds', and tries again in 1 s: InvalidOperationException: no such resource",
                "The app host could not watch 'feeds', and tries again in 2 s: InvalidOperationException: no such resource",
            ],
            _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task RunAsync_Cancelled_Returns()
    {
        using var stopping = new CancellationTokenSource();

        await new RestartedLoop(TimeProvider.System, _error).RunAsync(
            "watch 'feeds'",
            async token =>
            {
                await stopping.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            stopping.Token);

        Assert.Empty(_error.ToString());
    }
}
