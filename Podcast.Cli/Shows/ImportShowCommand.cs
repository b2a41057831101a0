using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Shows;

/// <summary><c>podcast import</c>: moves a show here by its feed, an address or a file. Continues an import that was interrupted.</summary>
internal sealed class ImportShowCommand : PublisherCommand<ImportShowCommand.Settings>
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Progress is in bytes for an import that a page lists, else in episodes.</summary>
    private const int MostMeasured = 100;

    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var import = await StartAsync(publisher, settings, cancellationToken);
        if (!settings.NoWait)
        {
            import = await TransferProgress.RunAsync(settings, settings.Show, progress => WaitAsync(publisher, import, progress, cancellationToken));
            import["episodes"] = new JsonArray([.. await publisher.ListAsync(EpisodesOf(import), cancellationToken).Select(episode => episode.DeepClone()).ToListAsync(cancellationToken)]);
        }

        Printer.Print(settings, import, () => Print(import, settings.NoWait));
        return Printer.Text(import, "state") == "failed" || import["failed"]?.GetValue<int>() > 0 ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task<JsonNode> StartAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(settings.Feed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return (await publisher.PostAsync("imports/shows", new() { ["url"] = settings.Feed, ["show"] = settings.Show }, cancellationToken)).Json;
        }

        if (!File.Exists(settings.Feed))
        {
            throw new CliException($"'{settings.Feed}' is neither a file nor an http or https address.", ExitCode.Usage);
        }

        var feed = await File.ReadAllBytesAsync(settings.Feed, cancellationToken);
        return (await publisher.PostFeedAsync($"imports/shows?show={Uri.EscapeDataString(settings.Show)}", feed, cancellationToken)).Json;
    }

    private static async Task<JsonNode> WaitAsync(PublisherClient publisher, JsonNode import, IProgress<TransferState> progress, CancellationToken cancellationToken)
    {
        while (Printer.Text(import, "state") is "reading" or "fetching")
        {
            await Task.Delay(PollInterval, cancellationToken);
            import = (await publisher.GetAsync($"imports/{Printer.Text(import, "id")}", cancellationToken)).Json;
            progress.Report(await MeasureAsync(publisher, import, cancellationToken));
        }

        return import;
    }

    private static string EpisodesOf(JsonNode import) => $"imports/{Printer.Text(import, "id")}/episodes?limit={MostMeasured}";

    private static async Task<TransferState> MeasureAsync(PublisherClient publisher, JsonNode import, CancellationToken cancellationToken)
    {
        var (total, done, failed) = (import["total"]!.GetValue<int>(), import["done"]!.GetValue<int>(), import["failed"]!.GetValue<int>());
        if (total == 0)
        {
            return new($"{import["show"]}: reading the feed", 0, 0);
        }

        var description = $"{import["show"]}: {done} of {total} episodes";
        if (total > MostMeasured)
        {
            return new(description, done + failed, total);
        }

        // Episodes that existed before or cannot be fetched are not part of the progress.
        var episodes = (await publisher.GetAsync(EpisodesOf(import), cancellationToken)).Json["items"]!.AsArray()
            .Where(episode => Printer.Text(episode!, "state") is not ("present" or "failed"))
            .ToArray();
        return new(
            description,
            episodes.Sum(episode => episode!["bytes"]!.GetValue<long>()),
            episodes.Sum(episode => Math.Max(episode!["size"]?.GetValue<long>() ?? 0, episode["bytes"]!.GetValue<long>())));
    }

    private static void Print(JsonNode import, bool isUnderWay)
    {
        if (isUnderWay)
        {
            Console.Out.WriteLine($"The import {import["id"]} has begun. The same command without --no-wait follows it.");
            return;
        }

        if (import["reason"] is { } reason)
        {
            Console.Out.WriteLine(reason.ToString());
        }

        foreach (var episode in import["episodes"]!.AsArray().Where(episode => episode!["reason"] is not null))
        {
            Console.Out.WriteLine($"{episode!["episode"]}: {episode["state"]}: {episode["reason"]}");
        }

        Console.Out.WriteLine($"{import["done"]} of {import["total"]} episodes are here, {import["failed"]} failed.");
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<FEED>")]
        [Description("The feed's address, or a feed file.")]
        public string Feed { get; init; } = "";

        [CommandOption("--show <ID>", isRequired: true)]
        [Description("The show that gets the episodes; it is created if it does not exist.")]
        public string Show { get; init; } = "";

        [CommandOption("--no-wait")]
        [Description("Returns without waiting for the episodes.")]
        public bool NoWait { get; init; }
    }
}
