using System.ComponentModel;
using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Shows;

/// <summary><c>podcast shows export</c></summary>
internal sealed class ExportShowCommand : PublisherCommand<ExportShowCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        var feed = (await publisher.GetAsync($"shows/{Uri.EscapeDataString(settings.Show)}/export", cancellationToken)).Text;
        if (settings.Out is { } file)
        {
            await File.WriteAllTextAsync(file, feed, cancellationToken);
            Printer.Print(settings, new JsonObject { ["show"] = settings.Show, ["file"] = file }, () => Console.Out.WriteLine($"The feed is in {file}."));
        }
        else
        {
            await Console.Out.WriteLineAsync(feed);
        }

        return ExitCode.Success;
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<SHOW>")]
        [Description("The show's id.")]
        public string Show { get; init; } = "";

        [CommandOption("--out <FILE>")]
        [Description("Where to write the feed; standard output when missing.")]
        public string? Out { get; init; }
    }
}
