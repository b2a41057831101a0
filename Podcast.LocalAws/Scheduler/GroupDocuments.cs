using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Scheduler;

/// <summary>Groups and their tags as the API writes and reads them.</summary>
internal static class GroupDocuments
{
    private const int MaxTags = 50;

    public static JsonObject Describe(ScheduleGroup group) => new()
    {
        ["Arn"] = group.Arn,
        ["CreationDate"] = ScheduleReader.Seconds(group.CreatedAt),
        ["LastModificationDate"] = ScheduleReader.Seconds(group.ModifiedAt),
        ["Name"] = group.Name,
        ["State"] = "ACTIVE",
    };

    public static JsonArray Tags(ScheduleGroup group) =>
        new([.. group.Tags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    /// <exception cref="AwsException">A tag has no key or no value, or there are too many.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ReadTags(JsonArray? tags)
    {
        if (tags?.Count > MaxTags)
        {
            throw SchedulerErrors.Constraint("tags", null, $"have length less than or equal to {MaxTags}");
        }

        return [.. (tags ?? []).Select((tag, index) => KeyValuePair.Create(
            ScheduleReader.Required(tag as JsonObject ?? [], "Key", $"tags.{index + 1}.member.key", 128),
            ScheduleReader.Required(tag as JsonObject ?? [], "Value", $"tags.{index + 1}.member.value", 256)))];
    }
}
