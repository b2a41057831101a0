using System.Text.Json.Nodes;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Files;

/// <summary>Sends a file that belongs to a show or an episode, or removes it.</summary>
internal abstract class FileCommand<TSettings> : PublisherCommand<TSettings>
    where TSettings : PublisherSettings, IFileSettings
{
    protected sealed override async Task<int> RunAsync(PublisherClient publisher, TSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Remove == (settings.File is not null))
        {
            throw new CliException("Name a file, or say --remove.", ExitCode.Usage);
        }

        JsonNode result;
        if (settings.File is { } file)
        {
            var type = FindContentType(Path.GetExtension(file).ToLowerInvariant())
                ?? throw new CliException($"'{Path.GetFileName(file)}' has none of the extensions {Extensions}.", ExitCode.Usage);
            var content = File.Exists(file)
                ? await File.ReadAllBytesAsync(file, cancellationToken)
                : throw new CliException($"There is no file {Path.GetFullPath(file)}.", ExitCode.Usage);
            result = (await publisher.PutAsync(PathOf(settings), content, type, cancellationToken)).Json;
        }
        else
        {
            result = (await publisher.DeleteAsync(PathOf(settings), "*", cancellationToken)).Json;
        }

        Printer.Print(settings, result, () => Console.Out.WriteLine(Describe(settings)));
        return ExitCode.Success;
    }

    /// <summary>The extensions of files that are taken.</summary>
    protected abstract string Extensions { get; }

    /// <returns>The media type of files with this extension; null for what is not taken.</returns>
    protected abstract string? FindContentType(string extension);

    /// <summary>The file's path in the publisher API.</summary>
    protected abstract string PathOf(TSettings settings);

    /// <summary>What was done.</summary>
    protected abstract string Describe(TSettings settings);
}
