using System.Diagnostics;
using Podcast.Functions.Hosting;
using Podcast.Telemetry;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class FunctionRunnerTests : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly Lazy<ServiceTelemetrySession> _telemetry = new(() => ServiceTelemetry.Start("test"));
    private readonly string _traceId = ActivityTraceId.CreateRandom().ToHexString();

    public FunctionRunnerTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == FunctionTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() == _traceId)
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private TestLambdaContext Context => new() { TraceId = $"Root=1-{_traceId[..8]}-{_traceId[8..]};Parent=53995c3f42cd8ad8;Sampled=1" };

    public void Dispose()
    {
        _listener.Dispose();
        _telemetry.Value.Dispose();
    }

    [Fact]
    public async Task Run_Event_IsASpanOfLambdasTrace()
    {
        var runner = Runner((text, _) => Task.FromResult(text.ToUpperInvariant()));
        Assert.Equal("ONE", await runner.RunAsync("one", Context));
        Assert.Equal("TWO", await runner.RunAsync("two", Context));
        Assert.Equal([true, false], _spans.Select(span => span.GetTagItem("faas.coldstart")));
        Assert.All(_spans, span =>
        {
            Assert.Equal("podcast-feeds", span.DisplayName);
            Assert.Equal(ActivityKind.Server, span.Kind);
            Assert.Equal("53995c3f42cd8ad8", span.ParentSpanId.ToHexString());
            Assert.Equal("http", span.GetTagItem("faas.trigger"));
            Assert.Equal("request-1", span.GetTagItem("faas.invocation_id"));
        });
    }

    [Fact]
    public async Task Run_FunctionFails_IsAFailedSpanWithoutTheMessage()
    {
        var runner = Runner((_, _) => throw new InvalidOperationException("listener@example.com"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync("one", Context));
        var span = Assert.Single(_spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("InvalidOperationException", span.StatusDescription);
    }

    [Fact]
    public async Task Run_TimeRunsOut_CancelsTheWorkBeforeLambdaEndsIt()
    {
        var runner = Runner(async (_, invocation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, invocation.Deadline);
            return "";
        }, new ImmediateTimeProvider(DateTimeOffset.UnixEpoch));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.RunAsync("one", Context));
    }

    [Fact]
    public async Task Run_BeforeTheFirstEvent_CreatesNothing()
    {
        var created = 0;
        var runner = new FunctionRunner<string, string>(
            () =>
            {
                created++;
                return new TestFunction((text, _) => Task.FromResult(text));
            },
            _telemetry,
            TimeProvider.System,
            mayFreeze: true);
        Assert.Equal(0, created);
        await runner.RunAsync("one", Context);
        await runner.RunAsync("two", Context);
        Assert.Equal(1, created);
    }

    private FunctionRunner<string, string> Runner(Func<string, Invocation, Task<string>> handle, TimeProvider? time = null) =>
        new(() => new TestFunction(handle), _telemetry, time ?? TimeProvider.System, mayFreeze: false);

    private sealed class TestFunction(Func<string, Invocation, Task<string>> handle) : IFunction<string, string>
    {
        public string Trigger => "http";

        public Task<string> HandleAsync(string input, Invocation invocation) => handle(input, invocation);
    }
}
