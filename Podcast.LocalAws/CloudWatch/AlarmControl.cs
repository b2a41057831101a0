using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.Core.Control;

namespace Podcast.LocalAws.CloudWatch;

/// <summary><c>GET /_localaws/alarms</c> lists the alarms with state, reason and runbook, for the dashboard of the app host.</summary>
internal sealed partial class AlarmControl(AlarmRegistry alarms) : IControlPart
{
    public string Name => "alarms";

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> segments) => (context.Request.Method, segments) switch
    {
        ("GET", []) => ControlResponse.WriteAsync(
            context, StatusCodes.Status200OK, new JsonObject { ["alarms"] = new JsonArray([.. alarms.All.Select(Describe)]) }),
        _ => ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown request. The alarms have GET /_localaws/alarms."),
    };

    /// <summary>The runbook that a description names, such as <c>docs/runbooks/drift.md</c>.</summary>
    public static string? RunbookOf(string description) => RunbookPath().Match(description) is { Success: true, Value: var path } ? path : null;

    private static JsonNode Describe(Alarm alarm)
    {
        var current = alarm.Current;
        return new JsonObject
        {
            ["name"] = alarm.Name,
            ["logicalId"] = alarm.Configuration.LogicalId,
            ["description"] = alarm.Configuration.Text,
            ["runbook"] = RunbookOf(alarm.Configuration.Text),
            ["state"] = current.State.ToText(),
            ["reason"] = current.Reason,
            ["since"] = current.TransitionedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(@"docs/runbooks/[a-z0-9-]+\.md")]
    private static partial Regex RunbookPath();
}
