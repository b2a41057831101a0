using System.Text.Json.Nodes;
using Podcast.Client;

namespace Podcast.Cli;

/// <summary>Sequences of requests that several commands need.</summary>
internal static class PublisherClientExtensions
{
    /// <summary>Changes the version that is there now, so that a change by somebody else at the same moment is not overwritten.</summary>
    /// <exception cref="CliException">Nothing is to be changed.</exception>
    public static async Task<PublisherResponse> EditAsync(this PublisherClient publisher, string path, JsonObject change, CancellationToken cancellationToken)
    {
        if (change.Count == 0)
        {
            throw new CliException("Nothing is to be changed: name at least one option.", ExitCode.Usage);
        }

        var current = await publisher.GetAsync(path, cancellationToken);
        return await publisher.PatchAsync(path, change, current.ETag ?? "*", cancellationToken);
    }

    /// <summary>The path of the subscriber whom <paramref name="name"/>, an id or an e-mail address, means.</summary>
    /// <exception cref="CliException">There is none, or there are several.</exception>
    public static async Task<string> FindSubscriberAsync(this PublisherClient publisher, string name, CancellationToken cancellationToken)
    {
        if (!name.Contains('@', StringComparison.Ordinal))
        {
            return $"subscribers/{Uri.EscapeDataString(name)}";
        }

        var found = await publisher.FindSubscribersAsync(name, cancellationToken);
        return found switch
        {
            [] => throw new CliException("No subscriber has this e-mail address."),
            [var only] => $"subscribers/{only["id"]}",
            _ => throw new CliException($"Several subscribers have this e-mail address; name one by its id: {string.Join(", ", found.Select(item => item["id"]))}."),
        };
    }
}
