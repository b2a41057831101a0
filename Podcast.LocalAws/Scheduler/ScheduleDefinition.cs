using System.Text.Json.Nodes;
using Podcast.LocalAws.Scheduler.Expressions;

namespace Podcast.LocalAws.Scheduler;

/// <summary>
/// What a caller or the template says about a schedule, checked.
/// See https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html.
/// </summary>
/// <param name="Key">The group and the name.</param>
/// <param name="ExpressionText">The expression as it was written.</param>
/// <param name="Expression">When it runs.</param>
/// <param name="Zone">The time zone of the expression's fields.</param>
/// <param name="StartDate">No recurring occurrence is before it.</param>
/// <param name="EndDate">Every recurring occurrence is before it.</param>
/// <param name="FlexibleWindow">How much later than its time an occurrence may run; zero when it may not.</param>
/// <param name="IsEnabled">Whether it runs at all.</param>
/// <param name="DeletesItself">Whether it is deleted after its last invocation.</param>
/// <param name="Target">What it invokes.</param>
/// <param name="Document">The members as <c>GetSchedule</c> returns them.</param>
internal sealed record ScheduleDefinition(
    ScheduleKey Key,
    string ExpressionText,
    ScheduleExpression Expression,
    TimeZoneInfo Zone,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate,
    TimeSpan FlexibleWindow,
    bool IsEnabled,
    bool DeletesItself,
    ScheduleTarget Target,
    JsonObject Document)
{
    /// <summary>The first occurrence after a moment.</summary>
    /// <param name="after">The occurrence is later than this.</param>
    /// <param name="anchor">When a rate without a start date begins.</param>
    public DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset anchor)
    {
        if (!Expression.Recurs)
        {
            return Expression.NextAfter(after, Zone, anchor);
        }

        var start = StartDate ?? anchor;
        var beforeStart = start.AddTicks(-1);
        var next = Expression.NextAfter(after < beforeStart ? beforeStart : after, Zone, start);
        return next < (EndDate ?? DateTimeOffset.MaxValue) ? next : null;
    }
}
