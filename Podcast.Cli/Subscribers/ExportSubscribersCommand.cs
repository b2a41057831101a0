using System.ComponentModel;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers export</c>: CSV, to a file or to standard output.</summary>
internal sealed class ExportSubscribersCommand : PublisherCommand<ExportSubscribersCommand.Settings>
{
    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.File is not { } path)
        {
            await WriteAsync(publisher, settings, Console.Out, cancellationToken);
            return ExitCode.Success;
        }

        // Renamed when it is complete, so that nobody reads half a file.
        var unfinished = $"{path}.part";
        await using (var writer = new StreamWriter(unfinished, append: false))
        {
            await WriteAsync(publisher, settings, writer, cancellationToken);
        }

        File.Move(unfinished, path, overwrite: true);
        await Console.Error.WriteLineAsync($"Written to {path}.");
        return ExitCode.Success;
    }

    private static async Task WriteAsync(PublisherClient publisher, Settings settings, TextWriter writer, CancellationToken cancellationToken)
    {
        for (string? page = settings.Tokens ? "exports/subscribers?tokens=true" : "exports/subscribers"; page is not null;)
        {
            var response = await publisher.GetAsync(page, cancellationToken);
            await writer.WriteAsync(response.Text.AsMemory(), cancellationToken);
            page = response.Next;
        }
    }

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "[FILE]")]
        [Description("The CSV file. Without it, standard output.")]
        public string? File { get; init; }

        [CommandOption("--tokens")]
        [Description("Adds each subscriber's token, which opens the feed: keep the file as you would keep a password.")]
        public bool Tokens { get; init; }
    }
}
