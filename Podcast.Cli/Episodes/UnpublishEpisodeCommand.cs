using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Episodes;

/// <summary><c>podcast episodes unpublish</c></summary>
internal sealed class UnpublishEpisodeCommand : PublisherCommand<EpisodeSettings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, EpisodeSettings settings, CancellationToken cancellationToken)
    {
        var changed = (await publisher.EditAsync(settings.Path, new() { ["state"] = "unpublished" }, cancellationToken)).Json;
        Printer.Print(settings, changed, () => Console.Out.WriteLine($"The episode '{settings.Episode}' is out of every feed."));
        return ExitCode.Success;
    }
}
