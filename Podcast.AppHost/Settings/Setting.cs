namespace Podcast.AppHost.Settings;

/// <summary>Something that a developer may set for a run: on the command line, in the environment or in the dashboard's Parameters tab.</summary>
/// <param name="Name">The parameter's name in the dashboard.</param>
/// <param name="Key">The configuration key: <c>--Ports:Edge 8080</c>, or <c>Ports__Edge=8080</c> in the environment.</param>
/// <param name="Default">The value when nothing is set.</param>
/// <param name="Description">What it does, for the dashboard.</param>
internal sealed record Setting(string Name, string Key, string Default, string Description);
