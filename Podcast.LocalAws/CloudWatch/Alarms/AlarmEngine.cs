using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>Once a minute: measures what has a value at any time, evaluates every alarm, and acts on those that changed.</summary>
internal sealed class AlarmEngine(
    AlarmRegistry alarms, AlarmEvaluator evaluator, AlarmActions actions, MetricStore metrics, IEnumerable<IMetricSampler> samplers, Supervisor supervisor, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset _evaluatedAt;
    private DateTimeOffset _rolledAt;
    private int _evaluations;

    /// <summary>How often all alarms were evaluated.</summary>
    public int Evaluations => Volatile.Read(ref _evaluations);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _evaluatedAt = time.GetUtcNow();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => supervisor.RunAsync("alarms", RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitUntilAsync(MetricSeries.Floor(_evaluatedAt, Minute) + Minute, cancellationToken);
            // Missed minutes, of a machine that slept, are not evaluated afterwards: the state that counts is the present one.
            _evaluatedAt = time.GetUtcNow();
            await EvaluateAsync(_evaluatedAt, cancellationToken);
        }
    }

    // A timer may be early by a part of a millisecond; an evaluation must not be, because it would miss the minute that ends.
    private async Task WaitUntilAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        while (end - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            var delay = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken);
            // The clock may have moved between reading it and starting the wait.
            if (time.GetUtcNow() < end)
            {
                await delay;
            }
        }
    }

    /// <summary>Evaluates all alarms, on what was measured up to the last whole minute.</summary>
    public async Task EvaluateAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var measuredAt = MetricSeries.Floor(now, Minute) - Minute;
        foreach (var sampler in samplers)
        {
            Attempt(() =>
            {
                foreach (var sample in sampler.Sample())
                {
                    metrics.Record(sample.Metric, sample.Value, sample.Unit, measuredAt);
                }
            });
        }

        if (now - _rolledAt > TimeSpan.FromHours(1))
        {
            _rolledAt = now;
            metrics.Roll();
        }

        foreach (var alarm in alarms.All)
        {
            AlarmSnapshot? before = null;
            Attempt(() => before = evaluator.Evaluate(alarm, now));
            if (before is not null)
            {
                await actions.RunAsync(alarm, before, cancellationToken);
            }
        }

        Interlocked.Increment(ref _evaluations);
    }

    // One alarm or service must not keep the others from being evaluated.
    private void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault)
        {
            supervisor.Report("alarms", fault);
        }
    }
}
