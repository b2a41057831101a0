using System.ComponentModel;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Episodes;

/// <summary><c>podcast episodes list</c></summary>
internal sealed class ListEpisodesCommand : PublisherCommand<ListEpisodesCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var filter = settings.State is { } state ? $"?state={Uri.EscapeDataString(state)}" : "";
        await Printer.PrintListAsync(
            settings,
            publisher.ListAsync($"shows/{Uri.EscapeDataString(settings.Show)}/episodes{filter}", cancellationToken),
            [
                ("Id", episode => Printer.Text(episode, "id")),
                ("Title", episode => Printer.Text(episode, "title")),
                ("State", episode => Printer.Text(episode, "state")),
                ("Audio", episode => Printer.Text(episode, "status")),
                ("Length", episode => Printer.Duration(episode, "durationSeconds")),
                ("Published", episode => Printer.Time(episode, "publishedAt")),
            ],
            cancellationToken);
        return ExitCode.Success;
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<SHOW>")]
        [Description("The show's id.")]
        public string Show { get; init; } = "";

        [CommandOption("--state <STATE>")]
        [Description("Only those that are draft, scheduled, published or unpublished.")]
        public string? State { get; init; }
    }
}
