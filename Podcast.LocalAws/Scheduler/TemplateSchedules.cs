using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Scheduler.Targets;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Scheduler;

/// <summary>Makes the template's schedules and groups. Those that were made over the API stay as they are.</summary>
internal sealed class TemplateSchedules(ScheduleRegistry schedules, ExecutionRole roles, TimeProvider time) : IStackConsumer
{
    private const string GroupType = "AWS::Scheduler::ScheduleGroup";
    private const string ScheduleType = "AWS::Scheduler::Schedule";

    // A rate begins at once in AWS. Here "at once" would be while everything else starts, so it is half a minute later, within the
    // precision of 60 seconds that the service promises.
    private static readonly TimeSpan StartOfRates = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ScheduleKey, string> _applied = [];
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var groups = stack.OfType(GroupType).ToDictionary(group => group.PhysicalId, StringComparer.Ordinal);
        foreach (var (name, group) in groups)
        {
            if (_groups.Add(name))
            {
                Guarded(group, () => schedules.CreateGroup(ScheduleReader.Name("name", name), TagsOf(group)));
            }
        }

        var wanted = new HashSet<ScheduleKey>();
        foreach (var resource in stack.OfType(ScheduleType))
        {
            Guarded(resource, () => wanted.Add(Apply(resource)));
        }

        foreach (var gone in _applied.Keys.Where(key => !wanted.Contains(key)).ToList())
        {
            _applied.Remove(gone);
            if (schedules.Find(gone) is not null)
            {
                schedules.Delete(gone);
            }
        }

        foreach (var gone in _groups.Where(name => !groups.ContainsKey(name)).ToList())
        {
            _groups.Remove(gone);
            if (schedules.ListGroups().Any(group => group.Name == gone))
            {
                schedules.DeleteGroup(gone);
            }
        }

        return Task.CompletedTask;
    }

    private ScheduleKey Apply(StackResource resource)
    {
        var group = resource.Properties["GroupName"]?.ToString() ?? ScheduleKey.DefaultGroup;
        var key = new ScheduleKey(ScheduleReader.Name("groupName", group), ScheduleReader.Name("name", resource.PhysicalId));
        var text = resource.Properties.ToJsonString();
        var known = _applied.GetValueOrDefault(key);
        if (known == text)
        {
            return key;
        }

        var definition = ScheduleReader.Read(key, resource.Properties);
        roles.RequireAssumable(definition.Target.RoleArn, key.Group);
        var schedule = known is null || schedules.Find(key) is null
            ? schedules.Create(definition, anchor: time.GetUtcNow() + StartOfRates)
            : schedules.Update(definition);
        schedule.LogicalId = resource.LogicalId;
        _applied[key] = text;
        return key;
    }

    private static void Guarded(StackResource resource, Action apply)
    {
        try
        {
            apply();
        }
        catch (AwsException refused)
        {
            throw new TemplateException($"{resource.LogicalId}: {refused.Code}: {refused.Message}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(StackResource group) =>
        (group.Properties["Tags"] as JsonArray ?? [])
            .Select(tag => KeyValuePair.Create(tag?["Key"]?.ToString() ?? "", tag?["Value"]?.ToString() ?? ""));
}
