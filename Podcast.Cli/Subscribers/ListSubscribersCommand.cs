using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers list</c></summary>
internal sealed class ListSubscribersCommand : PublisherCommand<ListSubscribersCommand.Settings>
{
    private static readonly string[] Statuses = ["active", "lapsed", "revoked"];

    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        await Printer.PrintListAsync(
            settings,
            ListAsync(publisher, settings.Status is { } status ? [status] : Statuses, cancellationToken),
            [
                ("Id", subscriber => Printer.Text(subscriber, "id")),
                ("E-mail", subscriber => Printer.Text(subscriber, "email")),
                ("Status", subscriber => Printer.Text(subscriber, "status")),
                ("Shows", subscriber => Printer.Join(subscriber, "shows")),
                ("Until", subscriber => subscriber["neverEnds"] is null ? Printer.Time(subscriber, "expiresAt") : "never ends"),
            ],
            cancellationToken);
        return ExitCode.Success;
    }

    // The API lists one status at a time.
    private static async IAsyncEnumerable<JsonNode> ListAsync(
        PublisherClient publisher, string[] statuses, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var status in statuses)
        {
            await foreach (var subscriber in publisher.ListAsync($"subscribers?status={Uri.EscapeDataString(status)}", cancellationToken))
            {
                yield return subscriber;
            }
        }
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandOption("--status <STATUS>")]
        [Description("Only those that are active, lapsed or revoked.")]
        public string? Status { get; init; }
    }
}
