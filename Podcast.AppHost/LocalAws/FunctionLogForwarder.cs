using System.Globalization;
using System.Text;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.LocalAws;

/// <summary>
/// Gives the local AWS what the functions' processes write, as Lambda gives it to CloudWatch Logs: the orchestrator reads their output, so nobody else can.
/// </summary>
internal sealed class FunctionLogForwarder(
    IReadOnlyList<IResource> functions, ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider time) : LifecycleService
{
    // Lines of the orchestrator itself.
    private const string SystemMark = "[sys]";

    // The local AWS takes 4 MB at once.
    private const int MaxCharacters = 1024 * 1024;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = new RestartedLoop(time, Console.Error);
        return Task.WhenAll(functions.Select(function => loops.RunAsync(
            $"read the output of '{function.Name}'", stopping => ForwardAsync(function, stopping), stoppingToken)));
    }

    private async Task ForwardAsync(IResource function, CancellationToken cancellationToken)
    {
        var client = function.Annotations.OfType<LambdaFunctionAnnotation>().Single().Client;
        var running = await notifications.WaitForResourceAsync(
            function.Name, change => change.Snapshot is { StartTimeStamp: not null, State.Text: var state } && state == KnownResourceStates.Running, cancellationToken);
        var startedAt = new DateTimeOffset(running.Snapshot.StartTimeStamp!.Value.ToUniversalTime());
        var text = new StringBuilder();
        await foreach (var batch in loggers.WatchAsync(function).WithCancellation(cancellationToken))
        {
            foreach (var line in batch)
            {
                if (IsOfTheProcess(line.Content, startedAt))
                {
                    text.Append(line.Content).Append('\n');
                }

                if (text.Length > MaxCharacters)
                {
                    await SendAsync(client, text, cancellationToken);
                }
            }

            await SendAsync(client, text, cancellationToken);
        }
    }

    // What the app host itself says about the resource, such as what it waits for, is older than the process or marked.
    private static bool IsOfTheProcess(string line, DateTimeOffset startedAt)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return !line.Contains(SystemMark, StringComparison.Ordinal)
            && (space < 0 || !DateTimeOffset.TryParse(line.AsSpan(0, space), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var writtenAt) || writtenAt >= startedAt);
    }

    private static async Task SendAsync(LambdaFunctionClient client, StringBuilder text, CancellationToken cancellationToken)
    {
        if (text.Length > 0)
        {
            await client.SendOutputAsync(text.ToString(), cancellationToken);
            text.Clear();
        }
    }
}
