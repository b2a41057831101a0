namespace Podcast.LocalAws.Scheduler;

/// <summary>A group of schedules, with its tags. Changed under the registry's lock only.</summary>
internal sealed class ScheduleGroup(string name, string arn, DateTimeOffset createdAt)
{
    public string Name => name;

    public string Arn => arn;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset ModifiedAt { get; set; } = createdAt;

    public string? ClientToken { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}
