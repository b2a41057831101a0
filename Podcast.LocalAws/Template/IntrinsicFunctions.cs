using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>
/// Evaluates CloudFormation's intrinsic functions.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.
/// </summary>
internal sealed class IntrinsicFunctions(ITemplateScope scope)
{
    /// <summary>Stands for <c>AWS::NoValue</c>: the property or element that has it is left out.</summary>
    public static readonly JsonValue NoValue = JsonValue.Create("AWS::NoValue");

    /// <summary>A copy of a value with every function in it evaluated.</summary>
    public JsonNode? Resolve(JsonNode? node, Place place) => node switch
    {
        JsonObject function when FunctionName(function) is { } name => Evaluate(name, function[name], place),
        JsonObject value => ResolveObject(value, place),
        JsonArray value => ResolveArray(value, place),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => ResolveString(value, place),
        _ => node?.DeepClone(),
    };

    /// <summary>Evaluates a condition function, or a reference to a condition.</summary>
    public bool ResolveCondition(JsonNode? node, Place place)
    {
        if (node is JsonObject { Count: 1 } function)
        {
            var (name, argument) = function.First();
            switch (name)
            {
                case "Condition":
                    return scope.Condition(Text(argument, place), place);
                case "Fn::Equals":
                    var operands = Arguments(argument, 2, place.In(name));
                    return string.Equals(
                        ResolveText(operands[0], place.In(name).At(0)), ResolveText(operands[1], place.In(name).At(1)), StringComparison.Ordinal);
                case "Fn::And":
                    return Conditions(argument, place.In(name)).All(condition => condition);
                case "Fn::Or":
                    return Conditions(argument, place.In(name)).Any(condition => condition);
                case "Fn::Not":
                    return !ResolveCondition(Arguments(argument, 1, place.In(name))[0], place.In(name));
                default:
                    break;
            }
        }

        throw Error(place, "is not a condition: one of Fn::And, Fn::Equals, Fn::Not, Fn::Or or Condition is expected");
    }

    private static string? FunctionName(JsonObject value)
    {
        if (value.Count != 1)
        {
            return null;
        }

        var name = value.First().Key;
        return name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal) ? name : null;
    }

    private JsonObject ResolveObject(JsonObject value, Place place)
    {
        var resolved = new JsonObject();
        foreach (var (name, node) in value)
        {
            var item = Resolve(node, place.In(name));
            if (!ReferenceEquals(item, NoValue))
            {
                resolved[name] = item;
            }
        }

        return resolved;
    }

    private JsonArray ResolveArray(JsonArray value, Place place)
    {
        var resolved = new JsonArray();
        for (var i = 0; i < value.Count; i++)
        {
            var item = Resolve(value[i], place.At(i));
            if (!ReferenceEquals(item, NoValue))
            {
                resolved.Add(item);
            }
        }

        return resolved;
    }

    private static JsonNode ResolveString(JsonValue value, Place place) =>
        value.GetValue<string>().Contains("{{resolve:", StringComparison.Ordinal)
            ? throw Error(place, "has a dynamic reference ({{resolve:…}}), which LocalAws does not resolve")
            : value.DeepClone();

    private JsonNode? Evaluate(string name, JsonNode? argument, Place place)
    {
        var inside = place.In(name);
        return name switch
        {
            "Ref" => scope.Ref(Text(argument, place), place),
            "Fn::GetAtt" => GetAtt(argument, place),
            "Fn::Join" => Join(argument, inside),
            "Fn::Sub" => Sub(argument, inside),
            "Fn::Select" => Select(argument, inside),
            "Fn::Split" => Split(argument, inside),
            "Fn::If" => If(argument, inside),
            "Fn::FindInMap" => FindInMap(argument, inside),
            "Fn::Base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(ResolveText(argument, inside))),
            "Fn::GetAZs" => throw Error(place, "asks for availability zones, which LocalAws does not have"),
            "Fn::ImportValue" => scope.Import(ResolveText(argument, inside), place),
            _ => throw Error(place, $"uses {name}, which LocalAws does not evaluate"),
        };
    }

    private JsonNode GetAtt(JsonNode? argument, Place place)
    {
        // Both forms are allowed: ["Logical", "Attribute.Name"] and "Logical.Attribute.Name".
        if (argument is JsonArray { Count: 2 } pair)
        {
            return scope.GetAtt(Text(pair[0], place), ResolveText(pair[1], place), place);
        }

        var (logicalId, attribute) = SplitAttribute(Text(argument, place), place);
        return scope.GetAtt(logicalId, attribute, place);
    }

    private JsonNode Join(JsonNode? argument, Place place)
    {
        var arguments = Arguments(argument, 2, place);
        return string.Join(Text(arguments[0], place), ResolveList(arguments[1], place.At(1)));
    }

    private JsonNode Sub(JsonNode? argument, Place place)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = argument;
        if (argument is JsonArray { Count: 2 } pair && pair[1] is JsonObject map)
        {
            text = pair[0];
            foreach (var (name, value) in map)
            {
                variables[name] = ResolveText(value, place.In(name));
            }
        }

        return Substitute(Text(text, place), variables, place);
    }

    private string Substitute(string text, Dictionary<string, string> variables, Place place)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (text.IndexOf("${", position, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                throw Error(place, "has a ${ without its }");
            }

            result.Append(text, position, start - position);
            var name = text[(start + 2)..end].Trim();
            // ${!Name} is the way to write ${Name} itself.
            result.Append(name.StartsWith('!') ? $"${{{name[1..]}}}" : Variable(name, variables, place));
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    private string Variable(string name, Dictionary<string, string> variables, Place place)
    {
        if (variables.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!name.Contains('.', StringComparison.Ordinal))
        {
            return Text(scope.Ref(name, place), place);
        }

        var (logicalId, attribute) = SplitAttribute(name, place);
        return scope.GetAtt(logicalId, attribute, place);
    }

    private JsonNode? Select(JsonNode? argument, Place place)
    {
        var arguments = Arguments(argument, 2, place);
        var index = ResolveText(arguments[0], place.At(0));
        var list = Resolve(arguments[1], place.At(1)) as JsonArray ?? throw Error(place, "does not select from a list");
        return int.TryParse(index, out var i) && i >= 0 && i < list.Count
            ? list[i]?.DeepClone()
            : throw Error(place, $"selects element {index} of a list of {list.Count}");
    }

    private JsonArray Split(JsonNode? argument, Place place)
    {
        var arguments = Arguments(argument, 2, place);
        var parts = ResolveText(arguments[1], place.At(1)).Split(Text(arguments[0], place));
        return new JsonArray([.. parts.Select(part => (JsonNode)part)]);
    }

    private JsonNode? If(JsonNode? argument, Place place)
    {
        var arguments = Arguments(argument, 3, place);
        var holds = scope.Condition(Text(arguments[0], place), place);
        return Resolve(arguments[holds ? 1 : 2], place.At(holds ? 1 : 2));
    }

    private JsonNode? FindInMap(JsonNode? argument, Place place)
    {
        var arguments = Arguments(argument, 3, place);
        return scope.FindInMap(
            ResolveText(arguments[0], place.At(0)), ResolveText(arguments[1], place.At(1)), ResolveText(arguments[2], place.At(2)), place);
    }

    private IEnumerable<bool> Conditions(JsonNode? argument, Place place) =>
        argument is JsonArray { Count: >= 2 and <= 10 } list
            ? list.Select((condition, i) => ResolveCondition(condition, place.At(i)))
            : throw Error(place, "needs two to ten conditions");

    private string ResolveText(JsonNode? node, Place place) => Text(Resolve(node, place), place);

    private IEnumerable<string> ResolveList(JsonNode? node, Place place) =>
        Resolve(node, place) is JsonArray list
            ? list.Select((item, i) => Text(item, place.At(i)))
            : throw Error(place, "is not a list");

    private static JsonArray Arguments(JsonNode? argument, int count, Place place) =>
        argument is JsonArray list && list.Count == count ? list : throw Error(place, $"needs {count} arguments");

    // CloudFormation treats numbers and booleans as their text.
    private static string Text(JsonNode? node, Place place) => node is JsonValue value
        ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()
        : throw Error(place, "is not a text");

    private static (string LogicalId, string Attribute) SplitAttribute(string reference, Place place)
    {
        var dot = reference.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? (reference[..dot], reference[(dot + 1)..]) : throw Error(place, $"'{reference}' names no attribute");
    }

    private static TemplateException Error(Place place, string reason) => new($"{place} {reason}.");
}
