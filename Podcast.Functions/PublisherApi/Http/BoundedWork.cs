using Podcast.Functions.Hosting;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>
/// Works through the parts of a request in order, several at once, and stops early enough to say how far it came: what it did is reported in one response
/// only, which must not be lost to the function's timeout or to one part that fails.
/// </summary>
internal sealed class BoundedWork(TimeProvider time)
{
    /// <summary>The time after which no further part is started; the function's timeout is 10 seconds.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(6);

    private const int Parallel = 16;

    /// <param name="parts">The parts; each may be tried again later.</param>
    /// <param name="work">Does one part.</param>
    /// <param name="cancellationToken">Ends what is under way; it counts as not done.</param>
    /// <returns>Whether all parts are done. A part that is not done was cut off by the time limit or by a service that was unavailable.</returns>
    /// <exception cref="Exception">A service was unavailable before any part was done: see <see cref="TransientFailures"/>.</exception>
    public async Task<bool> RunAsync<T>(IReadOnlyCollection<T> parts, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var done = 0;
        Exception? stopped = null;
        await System.Threading.Tasks.Parallel.ForEachAsync(
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = CancellationToken.None },
            async (part, _) =>
            {
                if (stopped is not null || time.GetElapsedTime(started) >= TimeLimit)
                {
                    return;
                }

                try
                {
                    await work(part, cancellationToken).ConfigureAwait(false);
                    Interlocked.Increment(ref done);
                }
                catch (Exception failure) when (TransientFailures.IsTransient(failure))
                {
                    stopped = failure;
                }
            }).ConfigureAwait(false);
        return done > 0 || stopped is null ? done == parts.Count : throw stopped;
    }
}
