using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Schedules;

/// <summary>Shows the template's schedules in the dashboard.</summary>
internal static class ScheduleResourceBuilderExtensions
{
    /// <summary>Adds a resource per schedule: its state is its next time, and it can be run at once.</summary>
    public static void AddSchedules(this IDistributedApplicationBuilder builder, LocalAwsResource aws)
    {
        var template = builder.AppHostAssembly!.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(metadata => metadata.Key == "CloudFormationTemplate").Value!;
        var client = new SchedulesClient(aws);
        var schedules = TemplateSchedules.Read(template).Select(schedule => builder.AddSchedule(schedule, aws, client).Resource).ToList();
        if (schedules.Count > 0)
        {
            builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<ScheduleWatch>(services, aws, (IReadOnlyList<ScheduleResource>)schedules, client));
        }
    }

    private static IResourceBuilder<ScheduleResource> AddSchedule(
        this IDistributedApplicationBuilder builder, TemplateSchedule schedule, LocalAwsResource aws, SchedulesClient client) =>
        builder.AddResource(new ScheduleResource(schedule.Name, schedule.LogicalId))
            .WithInitialState(new()
            {
                ResourceType = "Schedule",
                State = KnownResourceStates.Waiting,
                Properties = [new("schedule.expression", schedule.Expression) { DisplayName = "Expression", IsHighlighted = true }],
            })
            .ExcludeFromManifest()
            .WithIconName("CalendarClock")
            .WithParentRelationship(aws.Project)
            .WithTarget(schedule)
            .WithCommand(
                "run-now",
                "Run now",
                context => client.RunAsync(schedule.LogicalId, context.CancellationToken),
                new CommandOptions
                {
                    Description = "Invokes the schedule's target at once, as the schedule's role. Its next time stays as it is.",
                    IconName = "Play",
                    IsHighlighted = true,
                });

    // The schedule is named after the function that it invokes, and the function's resource as well.
    private static IResourceBuilder<ScheduleResource> WithTarget(this IResourceBuilder<ScheduleResource> schedule, TemplateSchedule description) =>
        schedule.ApplicationBuilder.Resources.OfType<ProjectResource>().FirstOrDefault(function => description.Name == $"{function.Name}-schedule") is { } target
            ? schedule.WithRelationship(target, "Invokes")
            : schedule;
}
