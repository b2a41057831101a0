using System.Text;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Faults;

/// <summary>Lets whoever looks at the dashboard break the system on purpose, and mend it. docs/faults.md has the rest.</summary>
internal static class FaultCommands
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Adds the commands to the local AWS.</summary>
    public static void AddFaultCommands(this LocalAwsResource aws) => aws.Project
        .WithCommand(
            "kvs-outage",
            "Key-value store outage",
            context => SendAsync(
                async () =>
                {
                    await PutAsync(aws, "kvs-at-the-edge", """{ "service": "cf.kvs", "kind": "outage" }""", context.CancellationToken);
                    await PutAsync(aws, "kvs-api", """{ "service": "cloudfront-keyvaluestore", "kind": "outage" }""", context.CancellationToken);
                },
                "The store is down for the edge and for its writers, until the faults are cleared."),
            new CommandOptions { Description = "Takes the key-value store away from the edge and from its writers.", IconName = "PlugDisconnected" })
        .WithCommand(
            "clear-faults",
            "Clear faults",
            context => SendAsync(
                async () =>
                {
                    using var response = await Http.DeleteAsync(new Uri($"{aws.Api.Url}/_localaws/faults"), context.CancellationToken);
                    response.EnsureSuccessStatusCode();
                },
                "Every service answers again."),
            new CommandOptions { Description = "Ends everything that was broken on purpose.", IconName = "PlugConnected" });

    private static async Task PutAsync(LocalAwsResource aws, string id, string fault, CancellationToken cancellationToken)
    {
        using var content = new StringContent(fault, Encoding.UTF8, "application/json");
        using var response = await Http.PutAsync(new Uri($"{aws.Api.Url}/_localaws/faults/{id}"), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<ExecuteCommandResult> SendAsync(Func<Task> send, string done)
    {
        try
        {
            await send();
            return CommandResults.Success(done);
        }
        catch (HttpRequestException failure)
        {
            return CommandResults.Failure($"The local AWS does not answer: {failure.Message}");
        }
    }
}
