using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Infra.Specification;

/// <summary>Compares a template with AWS's specification: each difference is one sentence that names its place.</summary>
internal sealed class TemplateValidator(AwsSpecification specification)
{
    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "Type", "Properties", "DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Metadata",
    };

    private readonly List<string> _faults = [];
    private JsonObject _resources = [];

    /// <summary>All differences, none when the template is as AWS wants it.</summary>
    public IReadOnlyList<string> Validate(JsonObject template)
    {
        _faults.Clear();
        _resources = template["Resources"]!.AsObject();
        foreach (var (logicalId, resource) in _resources)
        {
            ValidateResource(logicalId, resource!.AsObject());
        }

        ValidateReferences("", template);
        return [.. _faults];
    }

    private void ValidateResource(string logicalId, JsonObject resource)
    {
        foreach (var (name, _) in resource.Where(member => !Attributes.Contains(member.Key)))
        {
            Fault($"{logicalId}.{name}", "is not an attribute of a resource");
        }

        var type = resource["Type"]!.GetValue<string>();
        var isCustom = type.StartsWith("Custom::", StringComparison.Ordinal);
        // Everything else in it is between the template and its function.
        if (isCustom && resource["Properties"]?["ServiceToken"] is null)
        {
            Fault($"{logicalId}.ServiceToken", $"is missing: {type} requires it");
        }

        if (isCustom)
        {
            return;
        }

        if (specification.Resource(type) is not { } definition)
        {
            Fault(logicalId, $"has the type {type}, which AWS does not have");
            return;
        }

        ValidateObject(logicalId, type, definition.GetProperty("properties"), resource["Properties"] as JsonObject ?? []);
    }

    private void ValidateObject(string place, string owner, JsonElement properties, JsonObject value)
    {
        foreach (var (name, node) in value)
        {
            if (properties.TryGetProperty(name, out var property))
            {
                if (property.TryGetProperty("deprecated", out _))
                {
                    Fault($"{place}.{name}", $"is deprecated in {owner}");
                }

                ValidateValue($"{place}.{name}", Types(property), node!);
            }
            else
            {
                Fault($"{place}.{name}", $"is unknown: {owner} has {Names(properties)}");
            }
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.TryGetProperty("required", out var required) && required.GetBoolean() && !value.ContainsKey(property.Name))
            {
                Fault($"{place}.{property.Name}", $"is missing: {owner} requires it");
            }
        }
    }

    // A property may have had another type before; AWS still takes that.
    private static JsonElement[] Types(JsonElement property) => property.TryGetProperty("previousTypes", out var former)
        ? [property.GetProperty("type"), .. former.EnumerateArray()]
        : [property.GetProperty("type")];

    private void ValidateValue(string place, JsonElement[] alternatives, JsonNode value)
    {
        // What an intrinsic function returns is known only when it is deployed.
        if (IsFunction(value))
        {
            return;
        }

        var start = _faults.Count;
        List<string>? first = null;
        foreach (var type in alternatives)
        {
            ValidateValue(place, type, value);
            if (_faults.Count == start)
            {
                return;
            }

            first ??= _faults[start..];
            _faults.RemoveRange(start, _faults.Count - start);
        }

        _faults.AddRange(first!);
    }

    private void ValidateValue(string place, JsonElement type, JsonNode value)
    {
        switch (type.GetProperty("type").GetString())
        {
            case "ref" when value is JsonObject member:
                var definition = specification.Definition(type);
                ValidateObject(place, definition.GetProperty("name").GetString()!, definition.GetProperty("properties"), member);
                break;
            case "array" when value is JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    ValidateValue($"{place}[{i}]", [type.GetProperty("element")], list[i]!);
                }

                break;
            case "map" when value is JsonObject map:
                foreach (var (name, node) in map)
                {
                    ValidateValue($"{place}.{name}", [type.GetProperty("element")], node!);
                }

                break;
            case "union":
                ValidateValue(place, [.. type.GetProperty("types").EnumerateArray()], value);
                break;
            case "tag" when value is JsonObject tag && tag.Count == 2 && tag.ContainsKey("Key") && tag.ContainsKey("Value"):
            case "json":
                break;
            case var name when IsScalar(name!, value):
                ValidateAllowed(place, type, value);
                break;
            case var name:
                Fault(place, $"is {value.ToJsonString()}, which is no {name}");
                break;
        }
    }

    // CloudFormation reads numbers and booleans out of texts, and texts out of numbers and booleans.
    private static bool IsScalar(string type, JsonNode value)
    {
        if (value is not JsonValue scalar)
        {
            return false;
        }

        var text = scalar.ToString();
        return type switch
        {
            "string" or "date-time" => true,
            "boolean" => text is "true" or "false",
            "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ => false,
        };
    }

    private void ValidateAllowed(string place, JsonElement type, JsonNode value)
    {
        if (type.TryGetProperty("allowedValues", out var allowed)
            && allowed.EnumerateArray().Select(choice => choice.ToString()).ToArray() is var choices
            && !choices.Contains(value.ToString(), StringComparer.Ordinal))
        {
            Fault(place, $"is {value.ToJsonString()}, which is none of {string.Join(", ", choices)}");
        }
    }

    private void ValidateReferences(string place, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } function when function["Fn::GetAtt"] is JsonArray attribute:
                ValidateAttribute(place, attribute[0]!.GetValue<string>(), attribute[1]!.GetValue<string>());
                break;
            case JsonObject { Count: 1 } function when function["Ref"] is JsonValue reference:
                var name = reference.GetValue<string>();
                if (!_resources.ContainsKey(name) && !name.StartsWith("AWS::", StringComparison.Ordinal))
                {
                    Fault(place, $"refers to {name}, which is not in the template");
                }

                break;
            case JsonObject members:
                foreach (var (member, value) in members)
                {
                    ValidateReferences(place.Length == 0 ? member : $"{place}.{member}", value);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    ValidateReferences($"{place}[{i}]", list[i]);
                }

                break;
            default:
                break;
        }
    }

    private void ValidateAttribute(string place, string logicalId, string attribute)
    {
        if (_resources[logicalId]?["Type"]?.GetValue<string>() is not { } type)
        {
            Fault(place, $"refers to {logicalId}, which is not in the template");
        }
        else if (specification.Resource(type) is { } definition && !definition.GetProperty("attributes").TryGetProperty(attribute, out _))
        {
            Fault(place, $"asks {type} for {attribute}: it has {Names(definition.GetProperty("attributes"))}");
        }
    }

    private static bool IsFunction(JsonNode value) => value is JsonObject { Count: 1 } function
        && function.First().Key is var name
        && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal));

    private static string Names(JsonElement members) => string.Join(", ", members.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));

    private void Fault(string place, string reason) => _faults.Add($"{place} {reason}.");
}
