using Podcast.Cli.Connections;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli;

/// <summary>A command that uses the publisher API.</summary>
internal abstract class PublisherCommand<TSettings> : AsyncCommand<TSettings>
    where TSettings : PublisherSettings
{
    public sealed override async Task<int> ExecuteAsync(CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        using var publisher = new PublisherClient(await ConnectionFinder.FindAsync(settings, cancellationToken));
        return await RunAsync(publisher, settings, cancellationToken);
    }

    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(PublisherClient publisher, TSettings settings, CancellationToken cancellationToken);
}
