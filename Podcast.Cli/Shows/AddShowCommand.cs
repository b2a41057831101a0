using Podcast.Cli.Output;
using Podcast.Client;

namespace Podcast.Cli.Shows;

/// <summary><c>podcast shows add</c></summary>
internal sealed class AddShowCommand : PublisherCommand<ShowSettings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, ShowSettings settings, CancellationToken cancellationToken)
    {
        var show = settings.ToJson();
        show["id"] = settings.Id;
        var created = (await publisher.PostAsync("shows", show, cancellationToken)).Json;
        Printer.Print(settings, created, () => Console.Out.WriteLine($"The show '{settings.Id}' was added."));
        return ExitCode.Success;
    }
}
