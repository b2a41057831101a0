using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers delete</c></summary>
internal sealed class DeleteSubscriberCommand : PublisherCommand<DeleteSubscriberCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var path = await publisher.FindSubscriberAsync(settings.Subscriber, cancellationToken);
        Confirmation.Require(settings.Yes, "Delete everything that identifies this subscriber?");
        await publisher.DeleteAsync(path, "*", cancellationToken);
        Printer.Print(settings, new JsonObject(), () => Console.Out.WriteLine("The subscriber was deleted."));
        return ExitCode.Success;
    }

    internal sealed class Settings : SubscriberSettings
    {
        [CommandOption("--yes")]
        [Description("Does not ask.")]
        public bool Yes { get; init; }
    }
}
