namespace Podcast.AppHost.Alarms;

/// <summary>All alarms together.</summary>
/// <param name="name">The name in the dashboard.</param>
internal sealed class AlarmGroupResource(string name) : Resource(name);
