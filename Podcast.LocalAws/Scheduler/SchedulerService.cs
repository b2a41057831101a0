using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Scheduler.Targets;

namespace Podcast.LocalAws.Scheduler;

/// <summary>EventBridge Scheduler's API. See https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html.</summary>
internal sealed class SchedulerService(ScheduleRegistry schedules, ExecutionRole roles, IAuthorizer authorizer, TimeProvider time) : IAwsService
{
    private const int MaxRequest = 1024 * 1024;
    private static readonly TimeSpan EarliestStart = TimeSpan.FromMinutes(5);

    public string SigningName => "scheduler";

    public string Name => "Scheduler";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.RestJson;

    public long MaxRequestBytes => MaxRequest;

    public string GetOperation(HttpRequest request) => (request.Method, Segments(request)) switch
    {
        ("POST", ["schedules", _]) => "CreateSchedule",
        ("GET", ["schedules", _]) => "GetSchedule",
        ("PUT", ["schedules", _]) => "UpdateSchedule",
        ("DELETE", ["schedules", _]) => "DeleteSchedule",
        ("GET", ["schedules"]) => "ListSchedules",
        ("POST", ["schedule-groups", _]) => "CreateScheduleGroup",
        ("GET", ["schedule-groups", _]) => "GetScheduleGroup",
        ("DELETE", ["schedule-groups", _]) => "DeleteScheduleGroup",
        ("GET", ["schedule-groups"]) => "ListScheduleGroups",
        ("POST", ["tags", _, ..]) => "TagResource",
        ("DELETE", ["tags", _, ..]) => "UntagResource",
        ("GET", ["tags", _, ..]) => "ListTagsForResource",
        _ => $"{request.Method} {request.Path}",
    };

    public async Task HandleAsync(HttpContext context, AwsCaller caller)
    {
        var operation = GetOperation(context.Request);
        var segments = Segments(context.Request);
        var query = context.Request.Query;
        var body = context.Request.Method is "POST" or "PUT" ? await ReadAsync(context) : [];
        Authorize(caller, operation, segments, ListPage.Text(query, "groupName") ?? body["GroupName"]?.ToString());
        JsonObject answer = operation switch
        {
            "CreateSchedule" => Create(caller, segments[1], body),
            "GetSchedule" => Describe(schedules.Get(KeyOf(segments[1], query["groupName"]))),
            "UpdateSchedule" => Update(caller, segments[1], body),
            "DeleteSchedule" => Delete(KeyOf(segments[1], query["groupName"])),
            "ListSchedules" => List(query),
            "CreateScheduleGroup" => CreateGroup(segments[1], body),
            "GetScheduleGroup" => GroupDocuments.Describe(schedules.GetGroup(ScheduleReader.Name("name", segments[1]))),
            "DeleteScheduleGroup" => DeleteGroup(segments[1]),
            "ListScheduleGroups" => ListGroups(query),
            "TagResource" => Tag(segments, body),
            "UntagResource" => Untag(segments, query["TagKeys"]),
            "ListTagsForResource" => new() { ["Tags"] = GroupDocuments.Tags(schedules.GetGroup(GroupOf(segments))) },
            _ => throw AwsException.NotImplemented(Name, operation),
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    // See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html.
    private void Authorize(AwsCaller caller, string operation, string[] segments, string? group)
    {
        var resource = segments switch
        {
            ["schedules", var name] => schedules.ArnOf(new(group ?? ScheduleKey.DefaultGroup, name)),
            ["schedule-groups", var name] => schedules.GroupArnOf(name),
            ["tags", .. var arn] => string.Join('/', arn),
            _ => "*",
        };
        if (!operation.Contains(' ', StringComparison.Ordinal))
        {
            authorizer.Authorize(caller, $"scheduler:{operation}", resource);
        }
    }

    private JsonObject Create(AwsCaller caller, string name, JsonObject body)
    {
        var definition = Read(caller, name, body);
        var schedule = schedules.Create(definition, TokenOf(body));
        return new() { ["ScheduleArn"] = schedule.Arn };
    }

    private JsonObject Update(AwsCaller caller, string name, JsonObject body) =>
        new() { ["ScheduleArn"] = schedules.Update(Read(caller, name, body)).Arn };

    private JsonObject Delete(ScheduleKey key)
    {
        // Of a group that does not exist, the service names the group.
        schedules.Get(key);
        schedules.Delete(key);
        return [];
    }

    private ScheduleDefinition Read(AwsCaller caller, string name, JsonObject body)
    {
        var definition = ScheduleReader.Read(KeyOf(name, ScheduleReader.Optional(body, "GroupName", "groupName", 64)), body);
        if (definition.Expression.Recurs && definition.StartDate < time.GetUtcNow() - EarliestStart)
        {
            throw SchedulerErrors.Invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
        }

        authorizer.Authorize(
            caller, "iam:PassRole", definition.Target.RoleArn, new Dictionary<string, string> { ["iam:PassedToService"] = "scheduler.amazonaws.com" });
        roles.RequireAssumable(definition.Target.RoleArn, definition.Key.Group);
        return definition;
    }

    private JsonObject List(IQueryCollection query)
    {
        var group = ListPage.Text(query, "ScheduleGroup");
        if (group is not null)
        {
            schedules.GetGroup(ScheduleReader.Name("groupName", group));
        }

        var state = ListPage.Text(query, "State");
        if (state is not (null or "ENABLED" or "DISABLED"))
        {
            throw SchedulerErrors.Constraint("state", state, "satisfy enum value set: [ENABLED, DISABLED]");
        }

        var prefix = ListPage.Text(query, "NamePrefix") ?? "";
        var found = schedules.List().Where(schedule =>
            (group is null || schedule.Key.Group == group)
            && (state is null || schedule.Definition.IsEnabled == (state == "ENABLED"))
            && schedule.Key.Name.StartsWith(prefix, StringComparison.Ordinal));
        // Smaller than all that a name may have, so that the tokens have the order of the list.
        return ListPage.Of(query, "Schedules", found, schedule => $"{schedule.Key.Group}\n{schedule.Key.Name}", Summarize);
    }

    private JsonObject ListGroups(IQueryCollection query)
    {
        var prefix = ListPage.Text(query, "NamePrefix") ?? "";
        var found = schedules.ListGroups().Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal));
        return ListPage.Of(query, "ScheduleGroups", found, group => group.Name, GroupDocuments.Describe);
    }

    private JsonObject CreateGroup(string name, JsonObject body)
    {
        var tags = GroupDocuments.ReadTags(body["Tags"] as JsonArray);
        return new() { ["ScheduleGroupArn"] = schedules.CreateGroup(ScheduleReader.Name("name", name), tags, TokenOf(body)).Arn };
    }

    private JsonObject DeleteGroup(string name)
    {
        schedules.DeleteGroup(ScheduleReader.Name("name", name));
        return [];
    }

    private JsonObject Tag(string[] segments, JsonObject body)
    {
        var tags = GroupDocuments.ReadTags(body["Tags"] as JsonArray ?? throw SchedulerErrors.Constraint("tags", null, "not be null"));
        schedules.ChangeTags(GroupOf(segments), existing =>
        {
            foreach (var (key, value) in tags)
            {
                existing[key] = value;
            }
        });
        return [];
    }

    private JsonObject Untag(string[] segments, IEnumerable<string?> keys)
    {
        schedules.ChangeTags(GroupOf(segments), existing =>
        {
            foreach (var key in keys)
            {
                existing.Remove(key!);
            }
        });
        return [];
    }

    // Only groups have tags.
    private string GroupOf(string[] segments)
    {
        var arn = string.Join('/', segments.Skip(1));
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        return arn == schedules.GroupArnOf(name)
            ? name
            : throw SchedulerErrors.Constraint(
                "resourceArn", arn, @"satisfy regular expression pattern: ^arn:aws(-[a-z]+)?:scheduler:[a-z0-9\-]+:\d{12}:schedule-group\/[0-9a-zA-Z-_.]+$");
    }

    private static JsonObject Describe(Schedule schedule)
    {
        var document = (JsonObject)schedule.Definition.Document.DeepClone();
        document["Arn"] = schedule.Arn;
        document["CreationDate"] = ScheduleReader.Seconds(schedule.CreatedAt);
        document["LastModificationDate"] = ScheduleReader.Seconds(schedule.ModifiedAt);
        return document;
    }

    private static JsonObject Summarize(Schedule schedule) => new()
    {
        ["Arn"] = schedule.Arn,
        ["CreationDate"] = ScheduleReader.Seconds(schedule.CreatedAt),
        ["GroupName"] = schedule.Key.Group,
        ["LastModificationDate"] = ScheduleReader.Seconds(schedule.ModifiedAt),
        [nameof(Name)] = schedule.Key.Name,
        ["State"] = schedule.Definition.IsEnabled ? "ENABLED" : "DISABLED",
        ["Target"] = new JsonObject { ["Arn"] = schedule.Definition.Target.Arn },
    };

    private static ScheduleKey KeyOf(string name, string? group) =>
        new(ScheduleReader.Name("groupName", string.IsNullOrEmpty(group) ? ScheduleKey.DefaultGroup : group), ScheduleReader.Name("name", name));

    private static string? TokenOf(JsonObject body) => ScheduleReader.Optional(body, "ClientToken", "clientToken", 64);

    private static string[] Segments(HttpRequest request) =>
        [.. (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        var body = await PayloadReader.ReadAsync(context, MaxRequest) ?? throw SchedulerErrors.Invalid("The request is too large.");
        if (body.IsEmpty)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(body.Span) as JsonObject ?? [];
        }
        catch (JsonException reason)
        {
            throw new AwsException("SerializationException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }
}
