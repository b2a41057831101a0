using System.Net;
using System.Text.Json.Nodes;
using Podcast.Cli.Connections;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console.Cli;

namespace Podcast.Cli.Doctor;

/// <summary><c>podcast doctor</c>: checks what a publisher depends on, one after the other, and says what is wrong.</summary>
internal sealed class DoctorCommand : AsyncCommand<PublisherSettings>
{
    private static readonly TimeSpan EdgeTimeout = TimeSpan.FromSeconds(20);

    // Well-formed, and signed by nobody.
    private const string ForgedFeed = "01AAAAAAAAAAAAAAAAAAAAAAAA/feeds/doctor.xml";

    public override async Task<int> ExecuteAsync(CommandContext context, PublisherSettings settings, CancellationToken cancellationToken)
    {
        var connection = await ConnectionFinder.FindAsync(settings, cancellationToken);
        using var publisher = new PublisherClient(connection);
        var checks = new JsonArray(
            await CheckAsync("The publisher API responds", () => publisher.GetAsync("shows", cancellationToken)),
            await CheckAsync("New tokens are signed with a current key", () => CheckSigningKeyAsync(publisher, cancellationToken)),
            await CheckAsync("The edge refuses a forged token", () => CheckEdgeAsync(connection.Edge, cancellationToken)),
            await CheckAlarmsAsync(connection, cancellationToken));
        Printer.Print(settings, checks, () =>
        {
            foreach (var check in checks)
            {
                var problem = Printer.Text(check!, "problem");
                Console.Out.WriteLine(problem.Length == 0 ? $"ok      {check!["check"]}." : $"FAILED  {check!["check"]}: {problem}");
                foreach (var alarm in check["alarms"]?.AsArray() ?? [])
                {
                    Console.Out.WriteLine($"        {alarm!["state"],-17} {alarm["name"]}: {alarm["description"]}");
                    Console.Out.WriteLine($"        {"",-17} {alarm["reason"]}");
                }
            }
        });
        return checks.Any(check => check!["problem"] is not null) ? ExitCode.Failed : ExitCode.Success;
    }

    // An alarm without data does not ring, but is shown.
    private static async Task<JsonNode> CheckAlarmsAsync(PublisherConnection connection, CancellationToken cancellationToken)
    {
        IReadOnlyList<RingingAlarm> alarms = [];
        var check = await CheckAsync("No alarm rings", async () =>
        {
            alarms = await AlarmList.FindAsync(connection, cancellationToken);
            if (alarms.Count(alarm => alarm.IsRinging) is > 0 and var ringing)
            {
                throw new CliException($"{ringing} {(ringing == 1 ? "is" : "are")} in ALARM; the runbook that each names says what to do.");
            }
        });
        check["alarms"] = new JsonArray([.. alarms.Select(alarm => (JsonNode)new JsonObject
        {
            ["name"] = alarm.Name,
            ["state"] = alarm.State,
            ["description"] = alarm.Description,
            ["reason"] = alarm.Reason,
        })]);
        return check;
    }

    private static async Task<JsonNode> CheckAsync(string name, Func<Task> check)
    {
        try
        {
            await check();
            return new JsonObject { ["check"] = name };
        }
        catch (Exception failure) when (failure is CliException or PublisherApiException or HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return new JsonObject { ["check"] = name, ["problem"] = failure.Message };
        }
    }

    // A system without a subscriber has no key yet: the first token makes it.
    private static async Task CheckSigningKeyAsync(PublisherClient publisher, CancellationToken cancellationToken)
    {
        var keys = await publisher.ListAsync("signing-keys", cancellationToken).ToListAsync(cancellationToken);
        if (keys.Count > 0 && !keys.Any(key => key["current"]!.GetValue<bool>()))
        {
            throw new CliException("there are signing keys, and none is current.");
        }
    }

    private static async Task CheckEdgeAsync(Uri edge, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = EdgeTimeout };
        using var response = await client.GetAsync(new Uri(edge, ForgedFeed), cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden))
        {
            throw new CliException($"it responded with status {(int)response.StatusCode} in place of 404.");
        }
    }
}
