namespace Podcast.AppHost.Alarms;

/// <summary>An alarm of the template, as the local AWS evaluates it.</summary>
/// <param name="name">The name in the dashboard.</param>
/// <param name="logicalId">The name inside the template.</param>
internal sealed class AlarmResource(string name, string logicalId) : Resource(name)
{
    public string LogicalId => logicalId;
}
