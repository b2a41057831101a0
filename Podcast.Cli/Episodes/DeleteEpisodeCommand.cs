using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Episodes;

/// <summary><c>podcast episodes delete</c></summary>
internal sealed class DeleteEpisodeCommand : PublisherCommand<DeleteEpisodeCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        Confirmation.Require(settings.Yes, $"Delete the episode '{settings.Episode}' of '{settings.Show}' and its audio for good?");
        var deleted = await publisher.DeleteAsync(settings.Path, "*", cancellationToken);
        Printer.Print(settings, deleted.Body ?? new JsonObject(), () => Console.Out.WriteLine($"The episode '{settings.Episode}' was deleted."));
        return ExitCode.Success;
    }

    internal sealed class Settings : EpisodeSettings
    {
        [Spectre.Console.Cli.CommandOption("--yes")]
        [System.ComponentModel.Description("Does not ask.")]
        public bool Yes { get; init; }
    }
}
