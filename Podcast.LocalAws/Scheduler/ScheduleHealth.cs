using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Scheduler;

/// <summary>Reports the stack's schedules that do not work: the last invocation did not reach its target.</summary>
internal sealed class ScheduleHealth(ScheduleRegistry schedules) : IHealthPart
{
    public IEnumerable<HealthProblem> Problems => schedules.List()
        .Where(schedule => schedule.LogicalId is not null && schedule.Definition.IsEnabled && schedule.LastRun is { Outcome: not RunOutcome.Delivered })
        .Select(schedule => new HealthProblem(
            $"schedule {schedule.Key.Name}",
            $"Its last invocation failed with {schedule.LastRun!.ErrorCode}: {schedule.LastRun.ErrorMessage}",
            schedule.LastRun.ScheduledAt));
}
