namespace Podcast.LocalAws.Scheduler;

/// <summary>A schedule and how far it is. Changed under the registry's lock only.</summary>
internal sealed class Schedule(ScheduleDefinition definition, string arn, DateTimeOffset createdAt)
{
    public ScheduleKey Key => Definition.Key;

    public string Arn => arn;

    public ScheduleDefinition Definition { get; set; } = definition;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset ModifiedAt { get; set; } = createdAt;

    /// <summary>When a rate without a start date begins.</summary>
    public DateTimeOffset Anchor { get; set; } = createdAt;

    /// <summary>The next occurrence, also of a disabled schedule; <see langword="null"/> when there will be none.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>The token of the request that created it: repeating the request has the same result.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The name inside the template; <see langword="null"/> for one that was made over the API.</summary>
    public string? LogicalId { get; set; }

    /// <summary>How the last invocation went, for the dashboard.</summary>
    public ScheduleRun? LastRun { get; set; }
}
