namespace Podcast.LocalAws.Core.Supervision;

/// <summary>A loop that has failed.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Faults">How often it has failed since it last worked.</param>
/// <param name="LastFault">The type of the last exception.</param>
/// <param name="FailingSince">When it failed first.</param>
/// <param name="StartedAgainAt">When it is started again, or was.</param>
internal sealed record SupervisedLoop(string Name, int Faults, string LastFault, DateTimeOffset FailingSince, DateTimeOffset StartedAgainAt)
{
    /// <summary>Whether it has run without a fault for a while.</summary>
    public bool Works(DateTimeOffset now, TimeSpan probation) => now >= StartedAgainAt + probation;
}
