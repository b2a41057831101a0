namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>The states of an alarm. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html.</summary>
internal enum AlarmState
{
    /// <summary>Not enough is known.</summary>
    InsufficientData,

    /// <summary>The metric is within the threshold.</summary>
    Ok,

    /// <summary>The metric is beyond the threshold.</summary>
    Alarm,
}
