using System.ComponentModel;
using Podcast.Cli.Settings;
using Spectre.Console.Cli;

namespace Podcast.Cli.Files;

/// <summary>A file of an episode.</summary>
internal class EpisodeFileSettings : EpisodeSettings, IFileSettings
{
    [CommandArgument(2, "[FILE]")]
    [Description("The file to send.")]
    public string? File { get; init; }

    [CommandOption("--remove")]
    [Description("Removes what is there.")]
    public bool Remove { get; init; }
}
