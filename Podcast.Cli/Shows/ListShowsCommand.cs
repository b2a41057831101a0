using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Shows;

/// <summary><c>podcast shows list</c></summary>
internal sealed class ListShowsCommand : PublisherCommand<PublisherSettings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, PublisherSettings settings, CancellationToken cancellationToken)
    {
        await Printer.PrintListAsync(
            settings,
            publisher.ListAsync("shows", cancellationToken),
            [
                ("Id", show => Printer.Text(show, "id")),
                ("Title", show => Printer.Text(show, "title")),
                ("Author", show => Printer.Text(show, "author")),
                ("Language", show => Printer.Text(show, "language")),
                ("Created", show => Printer.Time(show, "createdAt")),
            ],
            cancellationToken);
        return ExitCode.Success;
    }
}
