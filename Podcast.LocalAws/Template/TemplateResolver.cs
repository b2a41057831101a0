using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Template;

/// <summary>Resolves one template: each value when it is first asked for, so the order of the resources does not matter.</summary>
internal sealed class TemplateResolver : ITemplateScope
{
    private readonly JsonObject _template;
    private readonly StackIdentity _identity;
    private readonly IReadOnlyDictionary<string, string> _parameterValues;
    private readonly Func<string, string?> _imports;
    private readonly JsonObject _parameters;
    private readonly JsonObject _mappings;
    private readonly JsonObject _conditions;
    private readonly JsonObject _resources;
    private readonly JsonObject _outputs;
    private readonly IntrinsicFunctions _functions;
    private readonly Dictionary<string, bool> _knownConditions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _physicalIds = new(StringComparer.Ordinal);
    // Attributes are also asked for while requests are served, by any thread.
    private readonly Lock _later = new();

    // What is being worked out right now; meeting one of these again is a circle.
    private readonly List<string> _underWay = [];

    public TemplateResolver(
        JsonObject template,
        StackIdentity identity,
        IReadOnlyDictionary<string, string> parameterValues,
        Func<string, string?>? imports = null)
    {
        _template = template;
        _identity = identity;
        _parameterValues = parameterValues;
        _imports = imports ?? (_ => null);
        _parameters = Section(template, "Parameters");
        _mappings = Section(template, "Mappings");
        _conditions = Section(template, "Conditions");
        _resources = Section(template, "Resources");
        _outputs = Section(template, "Outputs");
        _functions = new(this);
    }

    public Stack Resolve()
    {
        var resources = _resources.Where(entry => Exists(entry.Value!, entry.Key)).Select(entry => ResolveResource(entry.Key)).ToList();
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var exports = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, output) in _outputs)
        {
            var place = new Place(new Place(null, "Outputs"), name);
            if (Exists(output!, name))
            {
                outputs[name] = AsText(_functions.Resolve(output!["Value"], place.In("Value")));
                if (output["Export"]?["Name"] is { } export)
                {
                    exports[AsText(_functions.Resolve(export, place.In("Export")))] = outputs[name];
                }
            }
        }

        return new(_identity, resources, outputs) { Exports = exports, Template = _template };
    }

    public JsonNode? Ref(string name, Place place) => name switch
    {
        "AWS::AccountId" => _identity.AccountId,
        "AWS::Region" => _identity.Region,
        "AWS::Partition" => AwsArns.Partition,
        "AWS::StackName" => _identity.StackName,
        "AWS::StackId" => _identity.StackId,
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::NotificationARNs" => new JsonArray(),
        "AWS::NoValue" => IntrinsicFunctions.NoValue,
        _ when _parameters.ContainsKey(name) => Parameter(name, place),
        _ when _resources.ContainsKey(name) => PhysicalId(name, place),
        _ => throw new TemplateException($"{place} refers to '{name}', which is neither a resource nor a parameter of the template."),
    };

    public string GetAtt(string logicalId, string attribute, Place place)
    {
        var resource = Declared(logicalId, place);
        var type = TypeOf(resource, logicalId);
        if (!ResourceTypes.Of(type).Attributes.TryGetValue(attribute, out var value))
        {
            throw new TemplateException($"{place} asks {logicalId} ({type}) for the attribute '{attribute}', which LocalAws does not know.");
        }

        return Guarded($"{logicalId}.{attribute}", place, () => value(ContextOf(logicalId, place)));
    }

    public bool Condition(string name, Place place)
    {
        if (_knownConditions.TryGetValue(name, out var known))
        {
            return known;
        }

        var condition = _conditions[name] ?? throw new TemplateException($"{place} refers to the condition '{name}', which the template does not have.");
        var holds = Guarded($"Conditions.{name}", place, () => _functions.ResolveCondition(condition, new Place(new Place(null, "Conditions"), name)));
        _knownConditions[name] = holds;
        return holds;
    }

    public string Import(string name, Place place) =>
        _imports(name) ?? throw new TemplateException($"{place}: No export named {name} found.");

    public JsonNode? FindInMap(string map, string topKey, string secondKey, Place place) =>
        _mappings[map]?[topKey]?[secondKey]?.DeepClone()
        ?? throw new TemplateException($"{place} looks up {map}.{topKey}.{secondKey}, which the template's mappings do not have.");

    private static JsonObject Section(JsonObject template, string name) => template[name] as JsonObject ?? [];

    private StackResource ResolveResource(string logicalId)
    {
        var resource = _resources[logicalId]!;
        var place = new Place(null, logicalId);
        var type = TypeOf(resource, logicalId);
        var properties = _functions.Resolve(resource["Properties"], place.In("Properties")) as JsonObject ?? [];
        return new(logicalId, type, PhysicalId(logicalId, place), properties, GetAttLater);

        string GetAttLater(string attribute)
        {
            lock (_later)
            {
                return GetAtt(logicalId, attribute, place);
            }
        }
    }

    private string PhysicalId(string logicalId, Place place)
    {
        if (_physicalIds.TryGetValue(logicalId, out var known))
        {
            return known;
        }

        var resource = Declared(logicalId, place);
        var id = Guarded(logicalId, place, () => ResourceTypes.Of(TypeOf(resource, logicalId)).PhysicalId(ContextOf(logicalId, place)));
        _physicalIds[logicalId] = id;
        return id;
    }

    private ResourceContext ContextOf(string logicalId, Place place) => new(
        _identity,
        logicalId,
        property => PropertyText(logicalId, property),
        () => PhysicalId(logicalId, place));

    private string? PropertyText(string logicalId, string property)
    {
        var node = _resources[logicalId]!["Properties"]?[property];
        if (node is null)
        {
            return null;
        }

        var value = _functions.Resolve(node, new Place(null, logicalId).In("Properties").In(property));
        return ReferenceEquals(value, IntrinsicFunctions.NoValue) ? null : AsText(value);
    }

    private JsonNode Declared(string logicalId, Place place)
    {
        var resource = _resources[logicalId]
            ?? throw new TemplateException($"{place} refers to '{logicalId}', which is not a resource of the template.");
        return Exists(resource, logicalId)
            ? resource
            : throw new TemplateException($"{place} refers to '{logicalId}', whose condition '{resource["Condition"]}' does not hold.");
    }

    private bool Exists(JsonNode declaration, string name) =>
        declaration["Condition"] is not { } condition || Condition(condition.GetValue<string>(), new Place(null, name).In("Condition"));

    private static string TypeOf(JsonNode resource, string logicalId) =>
        resource["Type"]?.GetValue<string>() ?? throw new TemplateException($"{logicalId} has no Type.");

    private JsonNode Parameter(string name, Place place)
    {
        var parameter = _parameters[name]!;
        var type = parameter["Type"]?.GetValue<string>() ?? "String";
        if (!_parameterValues.TryGetValue(name, out var value))
        {
            value = parameter["Default"] is { } standard
                ? AsText(standard)
                : throw new TemplateException($"{place} needs the parameter '{name}', which has no value and no default.");
            if (type.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal))
            {
                value = SystemsManagerParameter(value, place);
            }
        }

        return type == "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal)
            ? new JsonArray([.. value.Split(',', StringSplitOptions.TrimEntries).Select(item => (JsonNode)item)])
            : value;
    }

    // Every synthesized template asks for the version of the bootstrap stack; nothing else of it is needed here.
    private static string SystemsManagerParameter(string name, Place place) =>
        name.StartsWith("/cdk-bootstrap/", StringComparison.Ordinal) && name.EndsWith("/version", StringComparison.Ordinal)
            ? "21"
            : throw new TemplateException($"{place} needs the Systems Manager parameter '{name}', which LocalAws does not have.");

    private T Guarded<T>(string what, Place place, Func<T> work)
    {
        if (_underWay.Contains(what))
        {
            throw new TemplateException($"{place} closes a circle: {string.Join(" → ", _underWay.Skip(_underWay.IndexOf(what)))} → {what}.");
        }

        _underWay.Add(what);
        try
        {
            return work();
        }
        finally
        {
            _underWay.RemoveAt(_underWay.Count - 1);
        }
    }

    private static string AsText(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        null => "",
        _ => node.ToJsonString(),
    };
}
