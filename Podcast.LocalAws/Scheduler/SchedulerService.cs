using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.Scheduler.Targets;

namespace Podcast.LocalAws.Scheduler;

/// <summary>
/// EventBridge Scheduler's API. See https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html and, for the permissions,
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html.
/// </summary>
internal sealed class SchedulerService : RestJsonService
{
    private const int MaxRequest = 1024 * 1024;
    private static readonly TimeSpan EarliestStart = TimeSpan.FromMinutes(5);

    private readonly ScheduleRegistry _schedules;
    private readonly ExecutionRole _roles;
    private readonly IAuthorizer _authorizer;
    private readonly TimeProvider _time;

    public SchedulerService(ScheduleRegistry schedules, ExecutionRole roles, IAuthorizer authorizer, TimeProvider time)
    {
        _schedules = schedules;
        _roles = roles;
        _authorizer = authorizer;
        _time = time;
        Operations = new(Name, authorizer)
        {
            { "POST /schedules/{Name}", "CreateSchedule", "scheduler:CreateSchedule", ScheduleArn, request => Create(request) },
            { "GET /schedules/{Name}{?groupName}", "GetSchedule", "scheduler:GetSchedule", ScheduleArn, request => Describe(_schedules.Get(KeyOf(request))) },
            { "PUT /schedules/{Name}", "UpdateSchedule", "scheduler:UpdateSchedule", ScheduleArn, request => Update(request) },
            { "DELETE /schedules/{Name}{?groupName,clientToken}", "DeleteSchedule", "scheduler:DeleteSchedule", ScheduleArn, request => Delete(KeyOf(request)) },
            { "GET /schedules{?ScheduleGroup,State,NamePrefix,MaxResults,NextToken}", "ListSchedules", "scheduler:ListSchedules", _ => "*", request => List(request.Query) },
            { "POST /schedule-groups/{Name}", "CreateScheduleGroup", "scheduler:CreateScheduleGroup", GroupArn, request => CreateGroup(request) },
            { "GET /schedule-groups/{Name}", "GetScheduleGroup", "scheduler:GetScheduleGroup", GroupArn, request => GroupDocuments.Describe(_schedules.GetGroup(GroupName(request))) },
            { "DELETE /schedule-groups/{Name}{?clientToken}", "DeleteScheduleGroup", "scheduler:DeleteScheduleGroup", GroupArn, request => DeleteGroup(request) },
            { "GET /schedule-groups{?NamePrefix,MaxResults,NextToken}", "ListScheduleGroups", "scheduler:ListScheduleGroups", _ => "*", request => ListGroups(request.Query) },
            { "POST /tags/{ResourceArn+}", "TagResource", "scheduler:TagResource", request => request["ResourceArn"], request => Tag(request) },
            { "DELETE /tags/{ResourceArn+}{?TagKeys}", "UntagResource", "scheduler:UntagResource", request => request["ResourceArn"], request => Untag(request) },
            { "GET /tags/{ResourceArn+}", "ListTagsForResource", "scheduler:ListTagsForResource", request => request["ResourceArn"], request => ListTags(request) },
        };
    }

    public override string SigningName => "scheduler";

    public override string Name => "Scheduler";

    public override long MaxRequestBytes => MaxRequest;

    protected override RestOperationTable Operations { get; }

    private string ScheduleArn(RestJsonRequest request) => _schedules.ArnOf(new(
        ListPage.Text(request.Query, "groupName") ?? request.Input["GroupName"]?.ToString() ?? ScheduleKey.DefaultGroup, request["Name"]));

    private string GroupArn(RestJsonRequest request) => _schedules.GroupArnOf(request["Name"]);

    private static string GroupName(RestJsonRequest request) => ScheduleReader.Name("name", request["Name"]);

    private JsonObject Create(RestJsonRequest request)
    {
        var definition = Read(request.Caller, request["Name"], request.Input);
        var schedule = _schedules.Create(definition, TokenOf(request.Input));
        return new() { ["ScheduleArn"] = schedule.Arn };
    }

    private JsonObject Update(RestJsonRequest request) =>
        new() { ["ScheduleArn"] = _schedules.Update(Read(request.Caller, request["Name"], request.Input)).Arn };

    private JsonObject Delete(ScheduleKey key)
    {
        // Of a group that does not exist, the service names the group.
        _schedules.Get(key);
        _schedules.Delete(key);
        return [];
    }

    private JsonObject ListTags(RestJsonRequest request) => new() { ["Tags"] = GroupDocuments.Tags(_schedules.GetGroup(GroupOf(request))) };

    private static ScheduleKey KeyOf(RestJsonRequest request) => KeyOf(request["Name"], request.Query["groupName"]);

    private ScheduleDefinition Read(AwsCaller caller, string name, JsonObject body)
    {
        var definition = ScheduleReader.Read(KeyOf(name, ScheduleReader.Optional(body, "GroupName", "groupName", 64)), body);
        if (definition.Expression.Recurs && definition.StartDate < _time.GetUtcNow() - EarliestStart)
        {
            throw SchedulerErrors.Invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
        }

        _authorizer.Authorize(
            caller, "iam:PassRole", definition.Target.RoleArn, new Dictionary<string, string> { ["iam:PassedToService"] = "scheduler.amazonaws.com" });
        _roles.RequireAssumable(definition.Target.RoleArn, definition.Key.Group);
        return definition;
    }

    private JsonObject List(IQueryCollection query)
    {
        var group = ListPage.Text(query, "ScheduleGroup");
        if (group is not null)
        {
            _schedules.GetGroup(ScheduleReader.Name("groupName", group));
        }

        var state = ListPage.Text(query, "State");
        if (state is not (null or "ENABLED" or "DISABLED"))
        {
            throw SchedulerErrors.Constraint("state", state, "satisfy enum value set: [ENABLED, DISABLED]");
        }

        var prefix = ListPage.Text(query, "NamePrefix") ?? "";
        var found = _schedules.List().Where(schedule =>
            (group is null || schedule.Key.Group == group)
            && (state is null || schedule.Definition.IsEnabled == (state == "ENABLED"))
            && schedule.Key.Name.StartsWith(prefix, StringComparison.Ordinal));
        // Smaller than all that a name may have, so that the tokens have the order of the list.
        return ListPage.Of(query, "Schedules", found, schedule => $"{schedule.Key.Group}\n{schedule.Key.Name}", Summarize);
    }

    private JsonObject ListGroups(IQueryCollection query)
    {
        var prefix = ListPage.Text(query, "NamePrefix") ?? "";
        var found = _schedules.ListGroups().Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal));
        return ListPage.Of(query, "ScheduleGroups", found, group => group.Name, GroupDocuments.Describe);
    }

    private JsonObject CreateGroup(RestJsonRequest request)
    {
        var tags = GroupDocuments.ReadTags(request.Input["Tags"] as JsonArray);
        return new() { ["ScheduleGroupArn"] = _schedules.CreateGroup(GroupName(request), tags, TokenOf(request.Input)).Arn };
    }

    private JsonObject DeleteGroup(RestJsonRequest request)
    {
        _schedules.DeleteGroup(GroupName(request));
        return [];
    }

    private JsonObject Tag(RestJsonRequest request)
    {
        var tags = GroupDocuments.ReadTags(request.Input["Tags"] as JsonArray ?? throw SchedulerErrors.Constraint("tags", null, "not be null"));
        _schedules.ChangeTags(GroupOf(request), existing =>
        {
            foreach (var (key, value) in tags)
            {
                existing[key] = value;
            }
        });
        return [];
    }

    private JsonObject Untag(RestJsonRequest request)
    {
        _schedules.ChangeTags(GroupOf(request), existing =>
        {
            foreach (var key in request.Query["TagKeys"])
            {
                existing.Remove(key!);
            }
        });
        return [];
    }

    // Only groups have tags.
    private string GroupOf(RestJsonRequest request)
    {
        var arn = request["ResourceArn"];
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        return arn == _schedules.GroupArnOf(name)
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

    protected override async Task<JsonObject> ReadInputAsync(HttpContext context)
    {
        if (context.Request.Method is not ("POST" or "PUT"))
        {
            return [];
        }

        var body = await PayloadReader.ReadAsync(context, MaxRequest) ?? throw SchedulerErrors.Invalid("The request is too large.");
        if (body.IsEmpty)
        {
            return [];
        }

        try
        {
            return JsonInput.Parse(body.Span) as JsonObject ?? [];
        }
        catch (JsonException reason)
        {
            throw new AwsException("SerializationException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }
}
