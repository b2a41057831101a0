using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge;

/// <summary>The rules, targets and buses of the deployed stack, as operators read them.</summary>
internal sealed class RuleOperations(StackHost stack)
{
    private const int LargestPage = 100;

    public JsonObject ListRules(JsonObject input)
    {
        var bus = BusOf(input);
        RequireBus(bus);
        var prefix = input["NamePrefix"]?.ToString() ?? "";
        return Page(input, "Rules", [.. Rules.Where(rule => BusOf(rule) == bus && NameOf(rule).StartsWith(prefix, StringComparison.Ordinal))], Describe);
    }

    public JsonObject DescribeRule(JsonObject input)
    {
        var description = Describe(Rule(input, "Name"));
        description["CreatedBy"] = stack.Current.AccountId;
        return description;
    }

    public JsonObject ListTargets(JsonObject input) =>
        Page(input, "Targets", [.. (Rule(input, "Rule").Properties["Targets"] as JsonArray ?? []).OfType<JsonObject>()], target => target.DeepClone().AsObject());

    public JsonObject ListRuleNamesByTarget(JsonObject input)
    {
        var bus = BusOf(input);
        var target = input["TargetArn"]?.ToString();
        return Page(
            input,
            "RuleNames",
            [.. Rules.Where(rule => BusOf(rule) == bus && (rule.Properties["Targets"] as JsonArray ?? []).Any(each => each?["Arn"]?.ToString() == target))],
            rule => (JsonNode)NameOf(rule));
    }

    public JsonObject ListEventBuses(JsonObject input)
    {
        var prefix = input["NamePrefix"]?.ToString() ?? "";
        return Page(input, "EventBuses", [.. Buses.Where(bus => bus.StartsWith(prefix, StringComparison.Ordinal))], DescribeBus);
    }

    public JsonObject DescribeEventBus(JsonObject input)
    {
        var bus = input["Name"]?.ToString() is { } name ? EventBusName.Of(name) : EventBridgeEvent.DefaultBus;
        RequireBus(bus);
        return DescribeBus(bus);
    }

    /// <summary>The ARN of the rule that a request means, whether or not there is one.</summary>
    public string RuleArn(JsonObject input, string member)
    {
        var bus = BusOf(input);
        var name = input[member]?.ToString() ?? "*";
        return stack.Current.Arns.Regional("events", bus == EventBridgeEvent.DefaultBus ? $"rule/{name}" : $"rule/{bus}/{name}");
    }

    private IEnumerable<StackResource> Rules => stack.Current.OfType(EventRule.ResourceType).OrderBy(NameOf, StringComparer.Ordinal);

    private IEnumerable<string> Buses => stack.Current.OfType(EventBusName.ResourceType).Select(bus => bus.PhysicalId).Prepend(EventBridgeEvent.DefaultBus);

    private StackResource Rule(JsonObject input, string member)
    {
        var name = input[member]?.ToString();
        var bus = BusOf(input);
        RequireBus(bus);
        return Rules.FirstOrDefault(rule => NameOf(rule) == name && BusOf(rule) == bus)
            ?? throw NotFound($"Rule {name} does not exist on EventBus {bus}.");
    }

    private void RequireBus(string bus)
    {
        if (!Buses.Contains(bus))
        {
            throw NotFound($"Event bus {bus} does not exist.");
        }
    }

    private static JsonObject Describe(StackResource rule)
    {
        var properties = rule.Properties;
        var description = new JsonObject
        {
            ["Name"] = NameOf(rule),
            ["Arn"] = rule.GetAtt("Arn"),
            ["State"] = properties["State"]?.ToString() ?? "ENABLED",
            ["EventBusName"] = BusOf(rule),
        };
        if (properties["EventPattern"] is { } pattern)
        {
            description["EventPattern"] = pattern.ToJsonString();
        }

        foreach (var name in (string[])["Description", "RoleArn"])
        {
            if (properties[name]?.ToString() is { } value)
            {
                description[name] = value;
            }
        }

        return description;
    }

    private JsonObject DescribeBus(string bus) => new() { ["Name"] = bus, ["Arn"] = stack.Current.Arns.EventBus(bus) };

    // On a bus of one's own, Ref is {bus}|{rule}.
    private static string NameOf(StackResource rule) => rule.PhysicalId.Split('|')[^1];

    private static string BusOf(StackResource rule) => BusOf(rule.Properties);

    private static string BusOf(JsonObject input) => input["EventBusName"]?.ToString() is { Length: > 0 } bus ? EventBusName.Of(bus) : EventBridgeEvent.DefaultBus;

    private static JsonObject Page<T>(JsonObject input, string member, IReadOnlyList<T> items, Func<T, JsonNode> describe)
    {
        var limit = input["Limit"] switch
        {
            null => LargestPage,
            JsonValue value when value.TryGetValue<int>(out var number) && number is >= 1 and <= LargestPage => number,
            var other => throw Invalid($"1 validation error detected: Value '{other.ToJsonString()}' at 'limit' failed to satisfy constraint: Member must have a value from 1 to {LargestPage}"),
        };
        var start = input["NextToken"]?.ToString() switch
        {
            null => 0,
            var token when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Invalid("The token is invalid."),
        };
        var page = items.Skip(start).Take(limit).ToList();
        var output = new JsonObject { [member] = new JsonArray([.. page.Select(describe)]) };
        if (start + page.Count < items.Count)
        {
            output["NextToken"] = (start + page.Count).ToString(CultureInfo.InvariantCulture);
        }

        return output;
    }

    private static AwsException Invalid(string message) => new("ValidationException", message, StatusCodes.Status400BadRequest);

    private static AwsException NotFound(string message) => new("ResourceNotFoundException", message, StatusCodes.Status400BadRequest);
}
