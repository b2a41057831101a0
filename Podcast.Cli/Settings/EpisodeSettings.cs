using System.ComponentModel;
using Spectre.Console.Cli;

namespace Podcast.Cli.Settings;

/// <summary>Names one episode.</summary>
internal class EpisodeSettings : PublisherSettings
{
    [CommandArgument(0, "<SHOW>")]
    [Description("The show's id.")]
    public string Show { get; init; } = "";

    [CommandArgument(1, "<EPISODE>")]
    [Description("The episode's id.")]
    public string Episode { get; init; } = "";

    /// <summary>The episode's path in the publisher API.</summary>
    public string Path => $"shows/{Uri.EscapeDataString(Show)}/episodes/{Uri.EscapeDataString(Episode)}";
}
