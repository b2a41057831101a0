namespace Podcast.Cli.Doctor;

/// <summary>An alarm of the system that is not OK.</summary>
/// <param name="Name">Its name in CloudWatch.</param>
/// <param name="State"><c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</param>
/// <param name="Reason">Why, in CloudWatch's words.</param>
/// <param name="Description">What is wrong, and which runbook says what to do.</param>
internal sealed record RingingAlarm(string Name, string State, string Reason, string Description)
{
    public bool IsRinging => State == "ALARM";
}
