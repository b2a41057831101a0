using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class StartupWatchTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _error = new();
    private readonly ResourceNotificationService _notifications;
    private readonly StartupWatch _watch;
    private readonly TestResource _aws = new("aws");
    private readonly TestResource _feeds = new("feeds");

    public StartupWatchTests()
    {
        _notifications = new(NullLogger<ResourceNotificationService>.Instance, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), new NoServices(), new());
        _watch = new(_notifications, resource => Task.FromResult<string?>($"/logs/{resource.Name}.log"), new(Limit, _time), _error);
    }

    public void Dispose() => _notifications.Dispose();

    [Fact]
    public async Task Wait_AllBecomeHealthy_MissesNothing()
    {
        var wait = WaitAsync();
        await PublishAsync(_aws, KnownResourceStates.Running);
        await PublishAsync(_feeds, KnownResourceStates.Running);

        Assert.Empty(await wait);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Wait_ResourceEnds_NamesItAndItsLogAndGoesOn()
    {
        var wait = WaitAsync();
        await PublishAsync(_feeds, KnownResourceStates.Exited, exitCode: 134);
        await PublishAsync(_aws, KnownResourceStates.Running);

        Assert.Equal([_feeds], await wait);
        Assert.Equal("'feeds' ended with exit code 134; its log is /logs/feeds.log.", _error.ToString().Trim());
    }

    [Fact]
    public async Task Wait_ResourceIsStartedAgain_IsNotMissing()
    {
        var wait = WaitAsync();
        await PublishAsync(_feeds, KnownResourceStates.Exited, exitCode: 1);
        await PublishAsync(_feeds, KnownResourceStates.Running);
        await PublishAsync(_aws, KnownResourceStates.Running);

        Assert.Empty(await wait);
    }

    [Fact]
    public async Task Wait_VitalResourceEnds_EndsAtOnce()
    {
        var wait = WaitAsync();
        await PublishAsync(_aws, KnownResourceStates.FailedToStart);

        Assert.Equal([_aws, _feeds], await wait);
        Assert.Contains("'aws' could not be started", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_Deadline_NamesWhatIsNotReady()
    {
        var wait = WaitAsync();
        await PublishAsync(_aws, KnownResourceStates.Running);
        await PublishAsync(_feeds, KnownResourceStates.Waiting);
        _time.Advance(Limit);

        Assert.Equal([_feeds], await wait);
        Assert.Contains("'feeds' is not ready after 5 minutes", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_DemoDataFails_SaysWhy()
    {
        var demo = new DemoDataResource("demo-data") { Failure = "POST /shows was refused with status 403." };
        var wait = _watch.WaitAsync([demo], static _ => false, TestContext.Current.CancellationToken);
        await PublishAsync(demo, KnownResourceStates.FailedToStart, exitCode: 1);

        Assert.Equal([demo], await wait);
        Assert.Contains("could not be created: POST /shows was refused with status 403;", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<IResource>> WaitAsync() =>
        _watch.WaitAsync([_aws, _feeds], resource => resource == _aws, TestContext.Current.CancellationToken);

    private Task PublishAsync(IResource resource, string state, int? exitCode = null) =>
        _notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state, ExitCode = exitCode });

    private sealed class TestResource(string name) : Resource(name);

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
