namespace Podcast.Tests.Integration.Operators;

/// <summary>The machine's clock, as far ahead as a test has moved it. Timers are the machine's: what waits for a second waits for a second.</summary>
internal sealed class AdvancingTimeProvider : TimeProvider
{
    private long _ahead;

    public TimeSpan Ahead => new(Interlocked.Read(ref _ahead));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
