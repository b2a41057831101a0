using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.Tests.Unit.LocalAws.Lambda.Runtime;

public sealed class FunctionRuntimeTests
{
    private static readonly FunctionConfiguration Function = new(
        "f", "arn:f", "F", "dotnet10", "arn:role", TimeSpan.FromSeconds(3), 128, ReservedConcurrency: null, "/logs", "Text", LogLevel: null, new Dictionary<string, string>());

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InvokeAsync_WithoutAProcess_GivesUpAfterTheBound()
    {
        var runtime = Create(Function);
        var invoke = InvokeAsync(runtime, "1");

        _time.Advance(FunctionRuntime.StartBound - TimeSpan.FromMilliseconds(1));
        Assert.False(invoke.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var result = await invoke;

        Assert.Equal(InvocationOutcome.Unavailable, result.Outcome);
        Assert.Contains("No process of the function F polled the Runtime API within 15 s", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeAsync_Several_AreTakenInOrder()
    {
        var runtime = Create(Function);
        var invocations = new[] { "1", "2", "3" }.Select(id => InvokeAsync(runtime, id)).ToList();

        var taken = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            taken.Add((await TakeAsync(runtime)).RequestId);
        }

        Assert.Equal(["1", "2", "3"], taken);
        foreach (var id in taken)
        {
            Assert.Equal(CompletionStatus.Accepted, runtime.Complete(id, null, InvocationResult.Succeeded(id, default)));
        }

        await Task.WhenAll(invocations);
    }

    [Fact]
    public async Task InvokeAsync_WhenTheDeadlinePasses_TimesOut()
    {
        var runtime = Create(Function);
        var invoke = InvokeAsync(runtime, "1");
        await TakeAsync(runtime);

        _time.Advance(TimeSpan.FromSeconds(3));
        var result = await invoke;

        Assert.Equal("Sandbox.Timedout", result.ErrorType);
        Assert.Contains("Task timed out after 3.00 seconds", Encoding.UTF8.GetString(result.Payload.Span), StringComparison.Ordinal);
        Assert.Equal(CompletionStatus.InvalidRequestId, runtime.Complete("1", null, InvocationResult.Succeeded("1", default)));
    }

    [Fact]
    public async Task InvokeAsync_WithoutEnforcedTimeouts_WaitsForADebugger()
    {
        var runtime = Create(Function, enforceTimeout: false);
        var invoke = InvokeAsync(runtime, "1");
        await TakeAsync(runtime);

        _time.Advance(TimeSpan.FromHours(1));
        runtime.Complete("1", null, InvocationResult.Succeeded("1", default));

        Assert.Equal(InvocationOutcome.Succeeded, (await invoke).Outcome);
    }

    [Theory]
    [InlineData(null, "Runtime exited without providing a reason")]
    [InlineData(3, "Runtime exited with error: exit status 3")]
    [InlineData(137, "Runtime exited with error: signal: killed")]
    public async Task ReportExit_WhileEventsRun_FailsThemAndLeavesThoseThatWait(int? exitCode, string expected)
    {
        var runtime = Create(Function);
        var running = InvokeAsync(runtime, "1");
        await TakeAsync(runtime);
        var waiting = InvokeAsync(runtime, "2");

        runtime.ReportExit(exitCode);
        await TakeAsync(runtime);
        runtime.Complete("2", null, InvocationResult.Succeeded("2", default));

        var error = await running;
        Assert.Equal("Runtime.ExitError", error.ErrorType);
        Assert.Contains(expected, Encoding.UTF8.GetString(error.Payload.Span), StringComparison.Ordinal);
        Assert.Equal(InvocationOutcome.Succeeded, (await waiting).Outcome);
    }

    [Fact]
    public async Task InvokeAsync_BeyondTheReservedConcurrency_IsThrottledUntilOneEnds()
    {
        var runtime = Create(Function with { ReservedConcurrency = 1 });
        var first = InvokeAsync(runtime, "1");

        Assert.Equal(InvocationOutcome.Throttled, (await InvokeAsync(runtime, "2")).Outcome);
        await TakeAsync(runtime);
        runtime.Complete("1", null, InvocationResult.Succeeded("1", default));
        await first;

        var third = InvokeAsync(runtime, "3");
        await TakeAsync(runtime);
        runtime.Complete("3", null, InvocationResult.Succeeded("3", default));
        Assert.Equal(InvocationOutcome.Succeeded, (await third).Outcome);
    }

    [Fact]
    public async Task InvokeAsync_CallerDisconnects_CountsUntilTheFunctionIsDone()
    {
        var runtime = Create(Function with { ReservedConcurrency = 1 });
        using var caller = new CancellationTokenSource();
        var first = runtime.InvokeAsync("{}"u8.ToArray(), "1", null, caller.Token);
        await TakeAsync(runtime);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal(InvocationOutcome.Throttled, (await InvokeAsync(runtime, "2")).Outcome);
        Assert.Equal(CompletionStatus.Accepted, runtime.Complete("1", null, InvocationResult.Succeeded("1", default)));
    }

    [Fact]
    public async Task Return_EventNotReceived_PutsItFirst()
    {
        var runtime = Create(Function);
        var first = InvokeAsync(runtime, "1");
        var second = InvokeAsync(runtime, "2");

        var taken = await runtime.NextAsync(TestToken);
        runtime.Return(taken);
        var again = await TakeAsync(runtime);

        Assert.Equal("1", again.RequestId);
        runtime.Complete("1", null, InvocationResult.Succeeded("1", default));
        await TakeAsync(runtime);
        runtime.Complete("2", null, InvocationResult.Succeeded("2", default));
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task NextAsync_ThatIsCancelled_TakesNothing()
    {
        var runtime = Create(Function);
        using var gone = new CancellationTokenSource();
        var poll = runtime.NextAsync(gone.Token);
        Assert.True(runtime.IsConnected);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);

        Assert.False(runtime.IsConnected);
        var invoke = InvokeAsync(runtime, "1");
        await TakeAsync(runtime);
        runtime.Complete("1", null, InvocationResult.Succeeded("1", default));
        await invoke;
    }

    private FunctionRuntime Create(FunctionConfiguration function, bool enforceTimeout = true) =>
        new(function, new FunctionLog(function, [], _time), enforceTimeout, _time, NullLogger.Instance);

    private static Task<InvocationResult> InvokeAsync(FunctionRuntime runtime, string requestId) =>
        runtime.InvokeAsync("{}"u8.ToArray(), requestId, null, TestToken);

    private static async Task<Invocation> TakeAsync(FunctionRuntime runtime)
    {
        var invocation = await runtime.NextAsync(TestToken);
        runtime.Start(invocation);
        return invocation;
    }
}
