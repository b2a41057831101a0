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
    public JsonNode? Resolve(JsonNode? node, TemplatePath path) => node switch
    {
        JsonObject function when FunctionName(function) is { } name => Evaluate(name, function[name], path),
        JsonObject value => ResolveObject(value, path),
        JsonArray value => ResolveArray(value, path),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => ResolveString(value, path),
        _ => node?.DeepClone(),
    };

    /// <summary>Evaluates a condition function, or a reference to a condition.</summary>
    public bool ResolveCondition(JsonNode? node, TemplatePath path)
    {
        if (node is JsonObject { Count: 1 } function)
        {
            var (name, argument) = function.First();
            switch (name)
            {
                case "Condition":
                    return scope.Condition(Text(argument, path), path);
                case "Fn::Equals":
                    var operands = Arguments(argument, 2, path.In(name));
                    return string.Equals(
                        ResolveText(operands[0], path.In(name).At(0)), ResolveText(operands[1], path.In(name).At(1)), StringComparison.Ordinal);
                case "Fn::And":
                    return Conditions(argument, path.In(name)).All(condition => condition);
                case "Fn::Or":
                    return Conditions(argument, path.In(name)).Any(condition => condition);
                case "Fn::Not":
                    return !ResolveCondition(Arguments(argument, 1, path.In(name))[0], path.In(name));
                default:
                    break;
            }
        }

        throw Error(path, "is not a condition: one of Fn::And, Fn::Equals, Fn::Not, Fn::Or or Condition is expected");
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

    private JsonObject ResolveObject(JsonObject value, TemplatePath path)
    {
        var resolved = new JsonObject();
        foreach (var (name, node) in value)
        {
            var item = Resolve(node, path.In(name));
            if (!ReferenceEquals(item, NoValue))
            {
                resolved[name] = item;
            }
        }

        return resolved;
    }

    private JsonArray ResolveArray(JsonArray value, TemplatePath path)
    {
        var resolved = new JsonArray();
        for (var i = 0; i < value.Count; i++)
        {
            var item = Resolve(value[i], path.At(i));
            if (!ReferenceEquals(item, NoValue))
            {
                resolved.Add(item);
            }
        }

        return resolved;
    }

    private static JsonNode ResolveString(JsonValue value, TemplatePath path) =>
        value.GetValue<string>().Contains("{{resolve:", StringComparison.Ordinal)
            ? throw Error(path, "has a dynamic reference ({{resolve:…}}), which LocalAws does not resolve")
            : value.DeepClone();

    private JsonNode? Evaluate(string name, JsonNode? argument, TemplatePath path)
    {
        var inside = path.In(name);
        return name switch
        {
            "Ref" => scope.Ref(Text(argument, path), path),
            "Fn::GetAtt" => GetAtt(argument, path),
            "Fn::Join" => Join(argument, inside),
            "Fn::Sub" => Sub(argument, inside),
            "Fn::Select" => Select(argument, inside),
            "Fn::Split" => Split(argument, inside),
            "Fn::If" => If(argument, inside),
            "Fn::FindInMap" => FindInMap(argument, inside),
            "Fn::Base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(ResolveText(argument, inside))),
            "Fn::GetAZs" => throw Error(path, "needs availability zones, which LocalAws does not have"),
            "Fn::ImportValue" => scope.Import(ResolveText(argument, inside), path),
            _ => throw Error(path, $"uses {name}, which LocalAws does not evaluate"),
        };
    }

    private JsonNode GetAtt(JsonNode? argument, TemplatePath path)
    {
        // Both forms are allowed: ["Logical", "Attribute.Name"] and "Logical.Attribute.Name".
        if (argument is JsonArray { Count: 2 } pair)
        {
            return scope.GetAtt(Text(pair[0], path), ResolveText(pair[1], path), path);
        }

        var (logicalId, attribute) = SplitAttribute(Text(argument, path), path);
        return scope.GetAtt(logicalId, attribute, path);
    }

    private JsonNode Join(JsonNode? argument, TemplatePath path)
    {
        var arguments = Arguments(argument, 2, path);
        return string.Join(Text(arguments[0], path), ResolveList(arguments[1], path.At(1)));
    }

    private JsonNode Sub(JsonNode? argument, TemplatePath path)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = argument;
        if (argument is JsonArray { Count: 2 } pair && pair[1] is JsonObject map)
        {
            text = pair[0];
            foreach (var (name, value) in map)
            {
                variables[name] = ResolveText(value, path.In(name));
            }
        }

        return Substitute(Text(text, path), variables, path);
    }

    private string Substitute(string text, Dictionary<string, string> variables, TemplatePath path)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (text.IndexOf("${", position, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                throw Error(path, "has a ${ without its }");
            }

            result.Append(text, position, start - position);
            var name = text[(start + 2)..end].Trim();
            // ${!Name} is the way to write ${Name} itself.
            result.Append(name.StartsWith('!') ? $"${{{name[1..]}}}" : Variable(name, variables, path));
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    private string Variable(string name, Dictionary<string, string> variables, TemplatePath path)
    {
        if (variables.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!name.Contains('.', StringComparison.Ordinal))
        {
            return Text(scope.Ref(name, path), path);
        }

        var (logicalId, attribute) = SplitAttribute(name, path);
        return scope.GetAtt(logicalId, attribute, path);
    }

    private JsonNode? Select(JsonNode? argument, TemplatePath path)
    {
        var arguments = Arguments(argument, 2, path);
        var index = ResolveText(arguments[0], path.At(0));
        var list = Resolve(arguments[1], path.At(1)) as JsonArray ?? throw Error(path, "does not select from a list");
        return int.TryParse(index, out var i) && i >= 0 && i < list.Count
            ? list[i]?.DeepClone()
            : throw Error(path, $"selects element {index} of a list of {list.Count}");
    }

    private JsonArray Split(JsonNode? argument, TemplatePath path)
    {
        var arguments = Arguments(argument, 2, path);
        var parts = ResolveText(arguments[1], path.At(1)).Split(Text(arguments[0], path));
        return new JsonArray([.. parts.Select(part => (JsonNode)part)]);
    }

    private JsonNode? If(JsonNode? argument, TemplatePath path)
    {
        var arguments = Arguments(argument, 3, path);
        var holds = scope.Condition(Text(arguments[0], path), path);
        return Resolve(arguments[holds ? 1 : 2], path.At(holds ? 1 : 2));
    }

    private JsonNode? FindInMap(JsonNode? argument, TemplatePath path)
    {
        var arguments = Arguments(argument, 3, path);
        return scope.FindInMap(
            ResolveText(arguments[0], path.At(0)), ResolveText(arguments[1], path.At(1)), ResolveText(arguments[2], path.At(2)), path);
    }

    private IEnumerable<bool> Conditions(JsonNode? argument, TemplatePath path) =>
        argument is JsonArray { Count: >= 2 and <= 10 } list
            ? list.Select((condition, i) => ResolveCondition(condition, path.At(i)))
            : throw Error(path, "needs two to ten conditions");

    private string ResolveText(JsonNode? node, TemplatePath path) => Text(Resolve(node, path), path);

    private IEnumerable<string> ResolveList(JsonNode? node, TemplatePath path) =>
        Resolve(node, path) is JsonArray list
            ? list.Select((item, i) => Text(item, path.At(i)))
            : throw Error(path, "is not a list");

    private static JsonArray Arguments(JsonNode? argument, int count, TemplatePath path) =>
        argument is JsonArray list && list.Count == count ? list : throw Error(path, $"needs {count} arguments");

    // CloudFormation treats numbers and booleans as their text.
    private static string Text(JsonNode? node, TemplatePath path) => node is JsonValue value
        ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()
        : throw Error(path, "is not a text");

    private static (string LogicalId, string Attribute) SplitAttribute(string reference, TemplatePath path)
    {
        var dot = reference.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? (reference[..dot], reference[(dot + 1)..]) : throw Error(path, $"'{reference}' names no attribute");
    }

    private static TemplateException Error(TemplatePath path, string reason) => new($"{path} {reason}.");
}
