using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Scheduler;

/// <summary>What a target gets when its schedule has no input. The shape is one that was captured; no page describes it.</summary>
internal static class DefaultNotification
{
    public static string Create(string scheduleArn, DateTimeOffset scheduledAt)
    {
        var arn = scheduleArn.Split(':');
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "Scheduled Event",
            ["source"] = "aws.scheduler",
            ["account"] = arn[4],
            ["time"] = ContextAttributes.Text(scheduledAt),
            ["region"] = arn[3],
            ["resources"] = new JsonArray(scheduleArn),
            ["detail"] = "{}",
        }.ToJsonString();
    }
}
