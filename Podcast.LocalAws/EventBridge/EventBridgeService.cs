using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;
using Podcast.LocalAws.EventBridge.Patterns;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge;

/// <summary>
/// PutEvents and TestEventPattern. Buses and rules come from the template. See
/// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html.
/// </summary>
internal sealed class EventBridgeService : AwsJsonService
{
    private const int MaxEntries = 10;
    private const int MaxBytes = 1024 * 1024;

    private static readonly string[] Required = ["Source", "DetailType", "Detail"];

    private readonly IEventBus _bus;
    private readonly StackHost _stack;

    public EventBridgeService(IEventBus bus, RuleOperations rules, IAuthorizer authorizer, StackHost stack)
    {
        _bus = bus;
        _stack = stack;
        Operations = new(Name, authorizer)
        {
            { "PutEvents", PermissionsToPut, PutEventsAsync },
            { "TestEventPattern", _ => [], request => Task.FromResult(TestEventPattern(request.Input)) },
            { "ListRules", "events:ListRules", _ => rules.RuleArn([], "Name"), request => rules.ListRules(request.Input) },
            { "DescribeRule", "events:DescribeRule", request => rules.RuleArn(request.Input, "Name"), request => rules.DescribeRule(request.Input) },
            { "ListTargetsByRule", "events:ListTargetsByRule", request => rules.RuleArn(request.Input, "Rule"), request => rules.ListTargets(request.Input) },
            { "ListRuleNamesByTarget", "events:ListRuleNamesByTarget", _ => rules.RuleArn([], "Name"), request => rules.ListRuleNamesByTarget(request.Input) },
            { "ListEventBuses", "events:ListEventBuses", _ => "*", request => rules.ListEventBuses(request.Input) },
            {
                "DescribeEventBus", "events:DescribeEventBus",
                request => _stack.Current.Arns.EventBus(request.Input["Name"]?.ToString() is { } bus ? EventBusName.Of(bus) : EventBridgeEvent.DefaultBus),
                request => rules.DescribeEventBus(request.Input)
            },
        };
    }

    public override string SigningName => "events";

    public override string Name => "EventBridge";

    public override AwsJsonProtocol Protocol { get; } = new("1.1", errorNamespace: "");

    public override long MaxRequestBytes => 2 * MaxBytes;

    protected override OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    protected override AwsException RequestTooLarge() => Invalid("Total size of the entries in the request is over the limit.");

    private IEnumerable<RequiredPermission> PermissionsToPut(AwsJsonRequest request) =>
        (request.Input["Entries"] as JsonArray ?? []).Select(entry => BusOf(entry as JsonObject ?? [])).DefaultIfEmpty(EventBridgeEvent.DefaultBus).Distinct()
            .Select(bus => new RequiredPermission("events:PutEvents", _stack.Current.Arns.EventBus(bus)));

    private async Task<JsonObject> PutEventsAsync(AwsJsonRequest request)
    {
        if (request.Input["Entries"] is not JsonArray { Count: > 0 and <= MaxEntries } entries)
        {
            throw Invalid(
                $"1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and {MaxEntries}, inclusive");
        }

        if (entries.Sum(Size) > MaxBytes)
        {
            throw Invalid("Total size of the entries in the request is over the limit.");
        }

        var results = new JsonArray();
        var failed = 0;
        foreach (var entry in entries.Select(entry => entry as JsonObject ?? []))
        {
            var (published, code, message) = Read(entry);
            if (published is null)
            {
                failed++;
                results.Add((JsonNode)new JsonObject { ["ErrorCode"] = code, ["ErrorMessage"] = message });
                continue;
            }

            await _bus.PublishAsync(published, request.Aborted);
            results.Add((JsonNode)new JsonObject { ["EventId"] = published.Id });
        }

        return new() { ["FailedEntryCount"] = failed, ["Entries"] = results };
    }

    private (EventBridgeEvent? Event, string Code, string Message) Read(JsonObject entry)
    {
        foreach (var required in Required)
        {
            if (string.IsNullOrEmpty(Text(entry, required)))
            {
                return (null, "InvalidArgument", $"Parameter {required} is not valid. Reason: {required} is a required argument.");
            }
        }

        if (Text(entry, "Source")!.StartsWith("aws.", StringComparison.Ordinal))
        {
            return (null, "NotAuthorizedForSourceException", "Not authorized for the source.");
        }

        var bus = BusOf(entry);
        if (bus != EventBridgeEvent.DefaultBus && !_stack.Current.OfType(EventBusName.ResourceType).Any(resource => resource.PhysicalId == bus))
        {
            return (null, "InvalidArgument", $"Parameter EventBusName is not valid. Reason: There is no event bus {bus}.");
        }

        JsonObject? detail;
        try
        {
            detail = JsonInput.Parse(Text(entry, "Detail")!) as JsonObject;
        }
        catch (JsonException)
        {
            detail = null;
        }

        return detail is null
            ? (null, "MalformedDetail", "Detail is malformed.")
            : (new(Text(entry, "Source")!, Text(entry, "DetailType")!, detail)
            {
                Bus = bus,
                Resources = [.. (entry["Resources"] as JsonArray ?? []).Select(resource => resource?.ToString() ?? "")],
                Time = Time(entry["Time"]),
            }, "", "");
    }

    private static JsonObject TestEventPattern(JsonObject input)
    {
        try
        {
            if (JsonInput.Parse(Text(input, "EventPattern") ?? "") is not JsonObject pattern)
            {
                throw new EventPatternException("Filter is not an object");
            }

            if (JsonInput.Parse(Text(input, "Event") ?? "") is not JsonObject json)
            {
                throw Invalid("Parameter Event is not valid.");
            }

            return new() { ["Result"] = EventPattern.Parse(pattern).Matches(json) };
        }
        catch (Exception reason) when (reason is EventPatternException or JsonException)
        {
            throw new AwsException("InvalidEventPatternException", reason.Message, StatusCodes.Status400BadRequest);
        }
    }

    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-calculate-entry-size
    private static int Size(JsonNode? entry) => entry is not JsonObject json
        ? 0
        : (json["Time"] is null ? 0 : 14)
            + Required.Sum(name => Encoding.UTF8.GetByteCount(Text(json, name) ?? ""))
            + (json["Resources"] as JsonArray ?? []).Sum(resource => Encoding.UTF8.GetByteCount(resource?.ToString() ?? ""));

    private static string BusOf(JsonObject entry) => Text(entry, "EventBusName") is { Length: > 0 } bus ? EventBusName.Of(bus) : EventBridgeEvent.DefaultBus;

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static DateTimeOffset? Time(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => DateTimeOffset.UnixEpoch.AddSeconds(node.GetValue<double>()),
        JsonValueKind.String when DateTimeOffset.TryParse(node.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };

    private static AwsException Invalid(string message) => new("ValidationException", message, StatusCodes.Status400BadRequest);
}
