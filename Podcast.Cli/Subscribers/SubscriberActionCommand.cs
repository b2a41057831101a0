using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Subscribers;

/// <summary>A command that is one POST without a body to a subscriber.</summary>
internal abstract class SubscriberActionCommand(string action) : PublisherCommand<SubscriberSettings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, SubscriberSettings settings, CancellationToken cancellationToken)
    {
        var path = await publisher.FindSubscriberAsync(settings.Subscriber, cancellationToken);
        SubscriberPrinter.Print(settings, publisher, (await publisher.PostAsync($"{path}/{action}", [], cancellationToken)).Json);
        return ExitCode.Success;
    }
}
