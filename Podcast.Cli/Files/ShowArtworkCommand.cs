using System.ComponentModel;
using Podcast.Cli.Settings;
using Spectre.Console.Cli;

namespace Podcast.Cli.Files;

/// <summary><c>podcast shows artwork</c></summary>
internal sealed class ShowArtworkCommand : FileCommand<ShowArtworkCommand.Settings>
{
    protected override string Extensions => ArtworkFile.Extensions;

    protected override string? FindContentType(string extension) => ArtworkFile.FindContentType(extension);

    protected override string PathOf(Settings settings) => $"shows/{Uri.EscapeDataString(settings.Show)}/artwork";

    protected override string Describe(Settings settings) => settings.Remove ? $"The show '{settings.Show}' has no artwork now." : $"The show '{settings.Show}' has this artwork now.";

    internal sealed class Settings : PublisherSettings, IFileSettings
    {
        [CommandArgument(0, "<SHOW>")]
        [Description("The show's id.")]
        public string Show { get; init; } = "";

        [CommandArgument(1, "[FILE]")]
        [Description("JPEG or PNG, square, 1400 to 3000 pixels.")]
        public string? File { get; init; }

        [CommandOption("--remove")]
        [Description("Removes what is there.")]
        public bool Remove { get; init; }
    }
}
