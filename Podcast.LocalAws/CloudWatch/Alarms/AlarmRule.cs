namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>When an alarm changes its state: M of N datapoints beyond a threshold, and what a missing one counts as.</summary>
/// <param name="EvaluationPeriods">N: how many datapoints are evaluated.</param>
/// <param name="DatapointsToAlarm">M: how many of them have to be beyond the threshold.</param>
/// <param name="MissingData">What a missing datapoint counts as.</param>
internal sealed record AlarmRule(int EvaluationPeriods, int DatapointsToAlarm, MissingData MissingData)
{
    // More datapoints are read than are evaluated, in case the latest are missing. How many more is not documented; in the examples, 5 for 3.
    private const int MorePeriods = 2;

    /// <summary>How many of the latest datapoints are read.</summary>
    public int EvaluationRange => EvaluationPeriods + MorePeriods;

    /// <summary>
    /// Decides the state. See
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html.
    /// </summary>
    /// <param name="breaching">The datapoints of the evaluation range, the oldest first: whether each is beyond the threshold; <see langword="null"/> where it is missing.</param>
    /// <param name="current">The present state.</param>
    public AlarmState Decide(IReadOnlyList<bool?> breaching, AlarmState current)
    {
        var real = breaching.OfType<bool>().ToList();
        var beyond = real.TakeLast(EvaluationPeriods).Count(isBreaching => isBreaching);
        if (beyond >= DatapointsToAlarm)
        {
            return AlarmState.Alarm;
        }

        var missing = Math.Max(0, EvaluationPeriods - real.Count);
        return missing == 0 || MissingData == MissingData.NotBreaching ? AlarmState.Ok
            : MissingData == MissingData.Breaching ? beyond + missing >= DatapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok
            : real.Count > beyond ? AlarmState.Ok
            : MissingData == MissingData.Ignore ? current
            : IsBeyondForLong(breaching) ? AlarmState.Alarm
            : AlarmState.InsufficientData;
    }

    // Nothing but datapoints beyond the threshold, and the oldest of them as old as would suffice: waiting longer would not help.
    private bool IsBeyondForLong(IReadOnlyList<bool?> breaching)
    {
        for (var i = 0; i < breaching.Count; i++)
        {
            if (breaching[i] == true)
            {
                return breaching.Count - i >= DatapointsToAlarm;
            }
        }

        return false;
    }
}
