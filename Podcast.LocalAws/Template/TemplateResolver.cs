using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Template;

/// <summary>Resolves one template: each value when it is first read, so the order of the resources does not matter.</summary>
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
    // Attributes are also resolved while requests are served, by any thread.
    private readonly Lock _later = new();

    // The values that are being resolved; meeting one of these again is a circle.
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
            var path = new TemplatePath(new TemplatePath(null, "Outputs"), name);
            if (Exists(output!, name))
            {
                outputs[name] = AsText(_functions.Resolve(output!["Value"], path.In("Value")));
                if (output["Export"]?["Name"] is { } export)
                {
                    exports[AsText(_functions.Resolve(export, path.In("Export")))] = outputs[name];
                }
            }
        }

        return new(_identity, resources, outputs) { Exports = exports, Template = _template };
    }

    public JsonNode? Ref(string name, TemplatePath path) => name switch
    {
        "AWS::AccountId" => _identity.AccountId,
        "AWS::Region" => _identity.Region,
        "AWS::Partition" => AwsArns.Partition,
        "AWS::StackName" => _identity.StackName,
        "AWS::StackId" => _identity.StackId,
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::NotificationARNs" => new JsonArray(),
        "AWS::NoValue" => IntrinsicFunctions.NoValue,
        _ when _parameters.ContainsKey(name) => Parameter(name, path),
        _ when _resources.ContainsKey(name) => PhysicalId(name, path),
        _ => throw new TemplateException($"{path} refers to '{name}', which is neither a resource nor a parameter of the template."),
    };

    public string GetAtt(string logicalId, string attribute, TemplatePath path)
    {
        var resource = Declared(logicalId, path);
        var type = TypeOf(resource, logicalId);
        if (!ResourceTypes.Of(type).Attributes.TryGetValue(attribute, out var value))
        {
            throw new TemplateException($"{path} refers to the attribute '{attribute}' of {logicalId} ({type}), which LocalAws does not know.");
        }

        return Guarded($"{logicalId}.{attribute}", path, () => value(ContextOf(logicalId, path)));
    }

    public bool Condition(string name, TemplatePath path)
    {
        if (_knownConditions.TryGetValue(name, out var known))
        {
            return known;
        }

        var condition = _conditions[name] ?? throw new TemplateException($"{path} refers to the condition '{name}', which the template does not have.");
        var holds = Guarded($"Conditions.{name}", path, () => _functions.ResolveCondition(condition, new TemplatePath(new TemplatePath(null, "Conditions"), name)));
        _knownConditions[name] = holds;
        return holds;
    }

    public string Import(string name, TemplatePath path) =>
        _imports(name) ?? throw new TemplateException($"{path}: No export named {name} found.");

    public JsonNode? FindInMap(string map, string topKey, string secondKey, TemplatePath path) =>
        _mappings[map]?[topKey]?[secondKey]?.DeepClone()
        ?? throw new TemplateException($"{path} looks up {map}.{topKey}.{secondKey}, which the template's mappings do not have.");

    private static JsonObject Section(JsonObject template, string name) => template[name] as JsonObject ?? [];

    private StackResource ResolveResource(string logicalId)
    {
        var resource = _resources[logicalId]!;
        var path = new TemplatePath(null, logicalId);
        var type = TypeOf(resource, logicalId);
        var properties = _functions.Resolve(resource["Properties"], path.In("Properties")) as JsonObject ?? [];
        return new(logicalId, type, PhysicalId(logicalId, path), properties, GetAttLater);

        string GetAttLater(string attribute)
        {
            lock (_later)
            {
                return GetAtt(logicalId, attribute, path);
            }
        }
    }

    private string PhysicalId(string logicalId, TemplatePath path)
    {
        if (_physicalIds.TryGetValue(logicalId, out var known))
        {
            return known;
        }

        var resource = Declared(logicalId, path);
        var id = Guarded(logicalId, path, () => ResourceTypes.Of(TypeOf(resource, logicalId)).PhysicalId(ContextOf(logicalId, path)));
        _physicalIds[logicalId] = id;
        return id;
    }

    private ResourceContext ContextOf(string logicalId, TemplatePath path) => new(
        _identity,
        logicalId,
        property => PropertyText(logicalId, property),
        () => PhysicalId(logicalId, path));

    private string? PropertyText(string logicalId, string property)
    {
        var node = _resources[logicalId]!["Properties"]?[property];
        if (node is null)
        {
            return null;
        }

        var value = _functions.Resolve(node, new TemplatePath(null, logicalId).In("Properties").In(property));
        return ReferenceEquals(value, IntrinsicFunctions.NoValue) ? null : AsText(value);
    }

    private JsonNode Declared(string logicalId, TemplatePath path)
    {
        var resource = _resources[logicalId]
            ?? throw new TemplateException($"{path} refers to '{logicalId}', which is not a resource of the template.");
        return Exists(resource, logicalId)
            ? resource
            : throw new TemplateException($"{path} refers to '{logicalId}', whose condition '{resource["Condition"]}' does not hold.");
    }

    private bool Exists(JsonNode declaration, string name) =>
        declaration["Condition"] is not { } condition || Condition(condition.GetValue<string>(), new TemplatePath(null, name).In("Condition"));

    private static string TypeOf(JsonNode resource, string logicalId) =>
        resource["Type"]?.GetValue<string>() ?? throw new TemplateException($"{logicalId} has no Type.");

    private JsonNode Parameter(string name, TemplatePath path)
    {
        var parameter = _parameters[name]!;
        var type = parameter["Type"]?.GetValue<string>() ?? "String";
        if (!_parameterValues.TryGetValue(name, out var value))
        {
            value = parameter["Default"] is { } standard
                ? AsText(standard)
                : throw new TemplateException($"{path} needs the parameter '{name}', which has no value and no default.");
            if (type.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal))
            {
                value = SystemsManagerParameter(value, path);
            }
        }

        return type == "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal)
            ? new JsonArray([.. value.Split(',', StringSplitOptions.TrimEntries).Select(item => (JsonNode)item)])
            : value;
    }

    // Every synthesized template has the version of the bootstrap stack as a parameter; nothing else of it is needed here.
    private static string SystemsManagerParameter(string name, TemplatePath path) =>
        name.StartsWith("/cdk-bootstrap/", StringComparison.Ordinal) && name.EndsWith("/version", StringComparison.Ordinal)
            ? "21"
            : throw new TemplateException($"{path} needs the Systems Manager parameter '{name}', which LocalAws does not have.");

    private T Guarded<T>(string what, TemplatePath path, Func<T> work)
    {
        if (_underWay.Contains(what))
        {
            throw new TemplateException($"{path} closes a circle: {string.Join(" → ", _underWay.Skip(_underWay.IndexOf(what)))} → {what}.");
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
