namespace Podcast.AppHost.Alarms;

/// <summary>What the template says about an alarm.</summary>
/// <param name="LogicalId">The name inside the template.</param>
/// <param name="Name">A name for people.</param>
/// <param name="Description">What is wrong when it rings.</param>
internal sealed record TemplateAlarm(string LogicalId, string Name, string Description);
