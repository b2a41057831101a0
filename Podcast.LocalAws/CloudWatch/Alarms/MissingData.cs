namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>What an alarm takes a missing datapoint for.</summary>
internal enum MissingData
{
    /// <summary>Unknown; when all are missing, the state is not known either.</summary>
    Missing,

    /// <summary>The state stays as it is.</summary>
    Ignore,

    /// <summary>Beyond the threshold.</summary>
    Breaching,

    /// <summary>Within the threshold.</summary>
    NotBreaching,
}
