using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers add</c></summary>
internal sealed class AddSubscriberCommand : PublisherCommand<AddSubscriberCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["email"] = settings.Email,
            ["shows"] = new JsonArray([.. settings.Shows]),
        };
        if (settings.Plan is { } plan)
        {
            body["plan"] = plan;
        }

        EndOfAccess.Write(body, settings.Until, settings.NeverEnds);
        var created = (await publisher.PostAsync("subscribers", body, cancellationToken, idempotencyKey: $"cli-{Guid.NewGuid():N}")).Json;
        SubscriberPrinter.Print(settings, publisher, created);
        return ExitCode.Success;
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<EMAIL>")]
        [Description("The e-mail address. Who is a subscriber already gets a further subscription behind the same feed.")]
        public string Email { get; init; } = "";

        [CommandOption("--show <SHOW>", isRequired: true)]
        [Description("A show's id; repeat it for several.")]
        public string[] Shows { get; init; } = [];

        [CommandOption("--until <DAY>")]
        [Description("The last day, such as 2031-12-31, or a time.")]
        public string? Until { get; init; }

        [CommandOption("--never-ends")]
        [Description("Access without an end.")]
        public bool NeverEnds { get; init; }

        [CommandOption("--plan <NAME>")]
        public string? Plan { get; init; }
    }
}
