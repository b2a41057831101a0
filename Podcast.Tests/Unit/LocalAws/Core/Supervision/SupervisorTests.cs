using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.Tests.Unit.LocalAws.Core.Supervision;

public sealed class SupervisorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Supervisor _supervisor;

    public SupervisorTests() => _supervisor = new(_time, NullLogger<Supervisor>.Instance);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task RunAsync_WhenTheLoopFails_StartsItAgainWithBackoff()
    {
        var starts = new List<DateTimeOffset>();
        var run = _supervisor.RunAsync("loop", Fail, _stop.Token);

        await AdvanceUntilAsync(() => starts.Count == 4);

        var pauses = starts.Zip(starts.Skip(1), (before, after) => (after - before).TotalMilliseconds);
        Assert.Equal([100, 200, 400], pauses);
        await _stop.CancelAsync();
        await run;

        Task Fail(CancellationToken cancellationToken)
        {
            starts.Add(_time.GetUtcNow());
            throw new InvalidOperationException("a fault");
        }
    }

    [Fact]
    public async Task Problems_AfterAFault_NameTheLoopUntilItHasWorkedForAWhile()
    {
        var failures = 1;
        var run = _supervisor.RunAsync("stream of Things", cancellationToken => failures-- > 0 ? throw new IOException("a fault") : Task.Delay(Timeout.Infinite, cancellationToken), _stop.Token);

        var problem = Assert.Single(_supervisor.Problems);
        Assert.Equal("stream of Things", problem.Part);
        Assert.Contains("IOException", problem.Reason, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow(), problem.Since);

        await AdvanceUntilAsync(() => !_supervisor.Problems.Any());
        Assert.False(run.IsCompleted);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task RunAsync_WhenTheLoopReturns_Ends()
    {
        await _supervisor.RunAsync("loop", _ => Task.CompletedTask, _stop.Token);

        Assert.Empty(_supervisor.Problems);
    }

    [Fact]
    public async Task AttendAsync_WhenTheWorkFails_CountsTheFaultAndEnds()
    {
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == LocalAwsTelemetry.Name && instrument.Name == "localaws.background.faults")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (counted)
            {
                counted.Add($"{tags[0].Value} {tags[1].Value}");
            }
        });
        listener.Start();

        await _supervisor.AttendAsync("work of SupervisorTests", _ => throw new FormatException("a fault"), _stop.Token);

        Assert.Contains("work of SupervisorTests FormatException", counted);
        Assert.Empty(_supervisor.Problems);
    }

    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            _stop.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}
