using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Control;

namespace Podcast.LocalAws.Scheduler;

/// <summary>
/// What the dashboard needs of the schedules: <c>GET /_localaws/schedules</c> lists them with their next time, and
/// <c>POST /_localaws/schedules/{group}/{name}/run</c> invokes a target at once.
/// </summary>
internal sealed class ScheduleControl(ScheduleRegistry schedules, ScheduleExecutor executor) : IControlPart
{
    public string Name => "schedules";

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> segments) => (context.Request.Method, segments) switch
    {
        ("GET", []) => ControlResponse.WriteAsync(
            context, StatusCodes.Status200OK, new JsonObject { ["schedules"] = new JsonArray([.. schedules.List().Select(Describe)]) }),
        ("POST", [var group, var name, "run"]) => RunAsync(context, new(group, name)),
        _ => ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown request. The schedules have GET /_localaws/schedules and POST /_localaws/schedules/{group}/{name}/run."),
    };

    private async Task RunAsync(HttpContext context, ScheduleKey key)
    {
        if (schedules.Find(key) is not { } schedule)
        {
            await ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, $"Schedule {key.Name} does not exist in the group {key.Group}.");
            return;
        }

        var run = await executor.RunNowAsync(schedule, context.RequestAborted);
        var status = run.Outcome == RunOutcome.Delivered ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway;
        await ControlResponse.WriteAsync(context, status, Describe(run));
    }

    private static JsonNode Describe(Schedule schedule) => new JsonObject
    {
        ["group"] = schedule.Key.Group,
        ["name"] = schedule.Key.Name,
        ["logicalId"] = schedule.LogicalId,
        ["arn"] = schedule.Arn,
        ["expression"] = schedule.Definition.ExpressionText,
        ["timezone"] = schedule.Definition.Document["ScheduleExpressionTimezone"]?.ToString(),
        ["enabled"] = schedule.Definition.IsEnabled,
        ["target"] = schedule.Definition.Target.Arn,
        ["next"] = schedule.Definition.IsEnabled && schedule.NextAt is { } next ? ContextAttributes.Text(next) : null,
        ["last"] = schedule.LastRun is { } run ? Describe(run) : null,
    };

    private static JsonObject Describe(ScheduleRun run)
    {
        var description = new JsonObject
        {
            ["scheduledTime"] = ContextAttributes.Text(run.ScheduledAt),
            ["outcome"] = run.Outcome.ToString(),
            ["attempts"] = run.Attempts,
        };
        if (run.ErrorCode is not null)
        {
            description["errorCode"] = run.ErrorCode;
            description["reason"] = run.ErrorMessage;
        }

        return description;
    }
}
