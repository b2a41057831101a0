namespace Podcast.AppHost.Schedules;

/// <summary>What the template says about a schedule.</summary>
/// <param name="LogicalId">The name inside the template.</param>
/// <param name="Name">A name for people, from the handler of the function that it invokes.</param>
/// <param name="Expression">When it runs.</param>
internal sealed record TemplateSchedule(string LogicalId, string Name, string Expression);
