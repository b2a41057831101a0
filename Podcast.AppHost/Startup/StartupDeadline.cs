using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Podcast.AppHost.Startup;

/// <summary>
/// How long the start may take as a whole. Calls without a response are retried until then; what is still missing then is named, and the app host
/// goes on without it or ends.
/// </summary>
internal sealed class StartupDeadline
{
    /// <summary>The setting that overrides <see cref="Default"/>, as hh:mm:ss.</summary>
    public const string Setting = "Startup:Deadline";

    /// <summary>A start takes about ten seconds on two free cores, and up to two and a half minutes when eight busy loops and more want them.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(5);

    /// <summary>What a resource gets that somebody starts again later, from the dashboard.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _end;

    /// <param name="limit">The time from now.</param>
    /// <param name="time">The clock.</param>
    public StartupDeadline(TimeSpan limit, TimeProvider time)
    {
        Limit = limit;
        _time = time;
        _end = time.GetUtcNow() + limit;
    }

    public TimeSpan Limit { get; }

    /// <summary>The limit in words.</summary>
    public string Description => Limit < TimeSpan.FromMinutes(2) ? $"{Limit.TotalSeconds:0} seconds" : $"{Limit.TotalMinutes:0.#} minutes";

    /// <summary>Starts the deadline of the setting, or the default one.</summary>
    /// <exception cref="DistributedApplicationException">The setting is no time.</exception>
    public static StartupDeadline Begin(IConfiguration configuration) => new(
        configuration[Setting] is not { Length: > 0 } text ? Default
        : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var limit) && limit > TimeSpan.Zero ? limit
        : throw new DistributedApplicationException($"{Setting} is '{text}', which is not a time such as 00:05:00."),
        TimeProvider.System);

    /// <summary>Returns a source that is cancelled when the time is over or <paramref name="cancellationToken"/> is cancelled.</summary>
    public CancellationTokenSource CreateCancellation(CancellationToken cancellationToken)
    {
        var left = _end - _time.GetUtcNow();
        var least = Limit < Least ? TimeSpan.Zero : Least;
        return new LinkedSource(left > least ? left : least, _time, cancellationToken);
    }

    private sealed class LinkedSource : CancellationTokenSource
    {
        private readonly CancellationTokenRegistration _registration;

        public LinkedSource(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken)
            : base(delay, time) =>
            _registration = cancellationToken.UnsafeRegister(static source => ((LinkedSource)source!).Cancel(), this);

        protected override void Dispose(bool disposing)
        {
            _registration.Dispose();
            base.Dispose(disposing);
        }
    }
}
