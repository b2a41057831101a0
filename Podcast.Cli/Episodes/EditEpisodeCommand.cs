using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Episodes;

/// <summary><c>podcast episodes edit</c></summary>
internal sealed class EditEpisodeCommand : PublisherCommand<EditEpisodeCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var changed = (await publisher.EditAsync(settings.Path, settings.ToJson(), cancellationToken)).Json;
        Printer.Print(settings, changed, () => Console.Out.WriteLine($"The episode '{settings.Episode}' was changed; its state is {Printer.Text(changed, "state")}."));
        return ExitCode.Success;
    }

    internal sealed class Settings : EpisodeSettings
    {
        [CommandOption("--title <TEXT>")]
        public string? Title { get; init; }

        [CommandOption("--description <TEXT>")]
        public string? About { get; init; }

        [CommandOption("--publish-at <TIME>")]
        [Description("Such as 2031-01-31T06:00:00Z.")]
        public string? PublishAt { get; init; }

        [CommandOption("--state <STATE>")]
        [Description("draft, scheduled, published or unpublished.")]
        public string? State { get; init; }

        public JsonObject ToJson()
        {
            var change = new JsonObject();
            foreach (var (name, value) in new[] { ("title", Title), ("description", About), ("publishedAt", PublishAt), ("state", State) })
            {
                if (value is not null)
                {
                    change[name] = value;
                }
            }

            return change;
        }
    }
}
