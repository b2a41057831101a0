namespace Podcast.AppHost.Schedules;

/// <summary>A schedule of the template, as the local AWS runs it.</summary>
/// <param name="name">The name in the dashboard.</param>
/// <param name="logicalId">The name inside the template.</param>
internal sealed class ScheduleResource(string name, string logicalId) : Resource(name)
{
    public string LogicalId => logicalId;
}
