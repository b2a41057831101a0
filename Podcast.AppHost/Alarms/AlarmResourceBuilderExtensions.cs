using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Alarms;

/// <summary>Shows the template's alarms in the dashboard.</summary>
internal static class AlarmResourceBuilderExtensions
{
    /// <summary>Adds a resource per alarm with state, reason and runbook, below one for all of them, which links to CloudWatch's dashboard.</summary>
    public static void AddAlarms(this IDistributedApplicationBuilder builder, LocalAwsResource aws)
    {
        var templates = TemplateAlarms.Read(builder.AppHostAssembly!.GetMetadata("CloudFormationTemplate"));
        if (templates.Count == 0)
        {
            return;
        }

        var runbooks = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "docs", "runbooks"));
        if (Directory.Exists(runbooks))
        {
            aws.Project.WithEnvironment("LocalAws__RunbooksPath", runbooks);
        }

        // The dashboard sorts by type: so many resources belong after those that people look for.
        var group = builder.AddResource(new AlarmGroupResource("alarms"))
            .WithInitialState(new() { ResourceType = "Stack alarms", State = KnownResourceStates.Waiting, Properties = [] })
            .ExcludeFromManifest()
            .WithIconName("Alert");
        var alarms = templates.Select(alarm => builder.AddAlarm(alarm, group)).ToList();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<AlarmWatch>(
            services, aws, group.Resource, (IReadOnlyList<AlarmResource>)alarms, new AlarmsClient(aws)));
    }

    private static AlarmResource AddAlarm(this IDistributedApplicationBuilder builder, TemplateAlarm alarm, IResourceBuilder<AlarmGroupResource> group) =>
        builder.AddResource(new AlarmResource(alarm.Name, alarm.LogicalId))
            .WithInitialState(new()
            {
                ResourceType = "Alarm",
                State = KnownResourceStates.Waiting,
                Properties = [new("alarm.description", alarm.Description) { DisplayName = "Description", IsHighlighted = true }],
            })
            .ExcludeFromManifest()
            .WithIconName("Alert")
            .WithParentRelationship(group)
            .Resource;
}
