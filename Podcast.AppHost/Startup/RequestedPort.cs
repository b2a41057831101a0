namespace Podcast.AppHost.Startup;

/// <summary>A port that a setting names.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Port">The port, 1 to 65535.</param>
internal sealed record RequestedPort(string Setting, int Port);
