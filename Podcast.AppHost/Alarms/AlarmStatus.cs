namespace Podcast.AppHost.Alarms;

/// <summary>How an alarm is at one moment.</summary>
/// <param name="State"><c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</param>
/// <param name="Reason">Why, in CloudWatch's words.</param>
/// <param name="Since">Since when.</param>
/// <param name="Runbook">The name of its runbook, without folder and ending; <see langword="null"/> without one.</param>
internal sealed record AlarmStatus(string State, string Reason, DateTimeOffset Since, string? Runbook)
{
    public const string Ok = "OK";
    public const string Alarm = "ALARM";
}
