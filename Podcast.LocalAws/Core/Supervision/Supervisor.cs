using System.Collections.Concurrent;
using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Core.Supervision;

/// <summary>
/// Runs everything of the process that runs in the background. A loop that ends by a fault is started again, with backoff; a piece of work that ends by a
/// fault is given up alone. Either is logged, counted by <c>localaws.background.faults</c> and, for loops, shown in the health.
/// </summary>
internal sealed partial class Supervisor(TimeProvider time, ILogger<Supervisor> logger) : IHealthPart
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    /// <summary>A loop that has run this long without a fault works again.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SupervisedLoop> _failing = new(StringComparer.Ordinal);

    public IEnumerable<HealthProblem> Problems => _failing.Values
        .Where(loop => !loop.Works(time.GetUtcNow(), Probation))
        .Select(loop => new HealthProblem(loop.Name, $"It failed {loop.Faults} times ({loop.LastFault}) and is started again; the log has the reason.", loop.FailingSince));

    /// <summary>Runs a loop until it returns or is cancelled, however often it fails.</summary>
    /// <param name="name">What the loop does, in the words of the health; unique among the loops that run.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="cancellationToken">Ends it; the method then returns normally.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task> loop, CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var started = time.GetTimestamp();
                try
                {
                    await loop(cancellationToken);
                    return;
                }
                catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
                {
                    backoff = time.GetElapsedTime(started) > Probation ? FirstBackoff : backoff;
                    Report(name, fault);
                    MarkFailing(name, fault, backoff);
                    await Task.Delay(backoff, time, cancellationToken);
                    backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Its caller has cancelled it.
        }
        finally
        {
            _failing.TryRemove(name, out _);
        }
    }

    /// <summary>Runs one piece of work that nobody waits for. Its fault is its own: it is reported, and nothing else ends.</summary>
    /// <param name="name">The kind of work, from a small set.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The token that the work observes.</param>
    public async Task AttendAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        // The caller goes on before the work begins.
        await Task.Yield();
        try
        {
            await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops, and the work with it.
        }
        catch (Exception fault)
        {
            Report(name, fault);
        }
    }

    /// <summary>Logs and counts a fault that was handled where it happened.</summary>
    public void Report(string name, Exception fault)
    {
        LocalAwsMetrics.RecordBackgroundFault(name, fault.GetType().Name);
        Log.Failed(logger, fault, name);
    }

    private void MarkFailing(string name, Exception fault, TimeSpan backoff)
    {
        var now = time.GetUtcNow();
        _failing.AddOrUpdate(
            name,
            static (added, at) => new(added, 1, at.Fault, at.Now, at.Now + at.Backoff),
            (_, known, at) => known.Works(at.Now, Probation)
                ? new(known.Name, 1, at.Fault, at.Now, at.Now + at.Backoff)
                : known with { Faults = known.Faults + 1, LastFault = at.Fault, StartedAgainAt = at.Now + at.Backoff },
            (Fault: fault.GetType().Name, Now: now, Backoff: backoff));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.BackgroundFault, LogLevel.Error, "Background work failed: {Name}.")]
        public static partial void Failed(ILogger logger, Exception fault, string name);
    }
}
