using Podcast.Cli.Output;
using Podcast.Client;

namespace Podcast.Cli.Shows;

/// <summary><c>podcast shows edit</c></summary>
internal sealed class EditShowCommand : PublisherCommand<ShowSettings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, ShowSettings settings, CancellationToken cancellationToken)
    {
        var changed = (await publisher.EditAsync($"shows/{Uri.EscapeDataString(settings.Id)}", settings.ToJson(), cancellationToken)).Json;
        Printer.Print(settings, changed, () => Console.Out.WriteLine($"The show '{settings.Id}' was changed."));
        return ExitCode.Success;
    }
}
