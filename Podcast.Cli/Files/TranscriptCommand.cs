using System.ComponentModel;
using Spectre.Console.Cli;

namespace Podcast.Cli.Files;

/// <summary><c>podcast episodes transcript</c></summary>
internal sealed class TranscriptCommand : FileCommand<TranscriptCommand.Settings>
{
    protected override string Extensions => ".vtt, .srt";

    protected override string? FindContentType(string extension) => extension switch
    {
        ".vtt" => "text/vtt",
        ".srt" => "application/x-subrip",
        _ => null,
    };

    protected override string PathOf(Settings settings) => $"{settings.Path}/transcripts/{Uri.EscapeDataString(settings.Language)}";

    protected override string Describe(Settings settings) => settings.Remove
        ? $"The episode '{settings.Episode}' has no transcript in '{settings.Language}' now."
        : $"The episode '{settings.Episode}' has this transcript in '{settings.Language}' now.";

    internal sealed class Settings : EpisodeFileSettings
    {
        [CommandOption("--language <TAG>", isRequired: true)]
        [Description("Its language: a BCP 47 tag, such as en or de-AT.")]
        public string Language { get; init; } = "";
    }
}
