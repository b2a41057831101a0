using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers renew</c></summary>
internal sealed class RenewSubscriberCommand : PublisherCommand<RenewSubscriberCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var body = new JsonObject();
        EndOfAccess.Write(body, settings.Until, settings.NeverEnds);
        var path = await publisher.FindSubscriberAsync(settings.Subscriber, cancellationToken);
        var subscription = settings.Subscription is { } id ? $"/subscriptions/{Uri.EscapeDataString(id)}" : "";
        SubscriberPrinter.Print(settings, publisher, (await publisher.PostAsync($"{path}{subscription}/renew", body, cancellationToken)).Json);
        return ExitCode.Success;
    }

    internal sealed class Settings : SubscriberSettings
    {
        [CommandOption("--until <DAY>")]
        [Description("The last day, such as 2031-12-31, or a time.")]
        public string? Until { get; init; }

        [CommandOption("--never-ends")]
        [Description("Access without an end.")]
        public bool NeverEnds { get; init; }

        [CommandOption("--subscription <ID>")]
        [Description("Which one, where the person has several.")]
        public string? Subscription { get; init; }
    }
}
