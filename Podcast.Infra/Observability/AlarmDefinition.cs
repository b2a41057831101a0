namespace Podcast.Infra.Observability;

/// <summary>An alarm and its runbook.</summary>
/// <param name="Id">Its name within the stack.</param>
/// <param name="Runbook">The page under docs/runbooks that says what to do, without its ending.</param>
/// <param name="Description">The problem, in one sentence.</param>
/// <param name="Threshold">Above it something is wrong, or below it where <see cref="IsMinimum"/> is set.</param>
/// <param name="Metrics">What is measured. The names that an <see cref="Expression"/> uses are m1, m2 and so on.</param>
internal sealed record AlarmDefinition(string Id, string Runbook, string Description, double Threshold, params Metric[] Metrics)
{
    /// <summary>How the metrics make one number; not needed for one metric.</summary>
    public string? Expression { get; init; }

    /// <summary>For how many periods in a row.</summary>
    public int Periods { get; init; } = 1;

    /// <summary>Whether less than the threshold is wrong; then nothing at all is wrong, too.</summary>
    public bool IsMinimum { get; init; }

    /// <summary>Whether the last known state holds as long as nothing is measured; otherwise nothing measured is nothing wrong.</summary>
    public bool HoldsWithoutData { get; init; }
}
