using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers show</c></summary>
internal sealed class ShowSubscriberCommand : PublisherCommand<SubscriberSettings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, SubscriberSettings settings, CancellationToken cancellationToken)
    {
        var path = await publisher.FindSubscriberAsync(settings.Subscriber, cancellationToken);
        SubscriberPrinter.Print(settings, publisher, (await publisher.GetAsync($"{path}/feeds", cancellationToken)).Json);
        return ExitCode.Success;
    }
}
