using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Connections;

/// <summary>Finds the system that the command line means: a running app host, or a stack in AWS.</summary>
internal static class ConnectionFinder
{
    /// <exception cref="CliException">There is none, or it cannot be reached.</exception>
    public static async Task<PublisherConnection> FindAsync(PublisherSettings settings, CancellationToken cancellationToken)
    {
        if (settings.EndpointsFile is { } named)
        {
            return EndpointsFile.Read(named);
        }

        var isAws = settings.Stack is not null || settings.Profile is not null || settings.Region is not null;
        if (!isAws && EndpointsFile.FindRunning(Environment.CurrentDirectory) is { } running)
        {
            return running;
        }

        return await StackOutputs.ConnectAsync(settings, cancellationToken);
    }
}
