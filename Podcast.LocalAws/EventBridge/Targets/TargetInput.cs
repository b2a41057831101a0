using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>
/// What a target gets: the event, a part of it, a constant, or a template that is filled with parts. See
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html.
/// </summary>
internal sealed class TargetInput
{
    private readonly string? _constant;
    private readonly JsonPath? _path;
    private readonly string? _template;
    private readonly IReadOnlyDictionary<string, JsonPath> _variables = new Dictionary<string, JsonPath>();

    private TargetInput(string? constant, JsonPath? path)
    {
        _constant = constant;
        _path = path;
    }

    private TargetInput(string template, IReadOnlyDictionary<string, JsonPath> variables)
    {
        _template = template;
        _variables = variables;
    }

    /// <exception cref="TemplateException">More than one form is given, or a path cannot be read.</exception>
    public static TargetInput Read(JsonObject target, string path)
    {
        var (input, inputPath, transformer) = (target["Input"]?.ToString(), target["InputPath"]?.ToString(), target["InputTransformer"] as JsonObject);
        if (new[] { input is not null, inputPath is not null, transformer is not null }.Count(given => given) > 1)
        {
            throw new TemplateException($"{path}: only one of Input, InputPath, or InputTransformer must be provided.");
        }

        if (transformer is null)
        {
            return new(input, inputPath is null ? null : JsonPath.Parse(inputPath, $"{path}.InputPath"));
        }

        var template = transformer["InputTemplate"]?.ToString() ?? throw new TemplateException($"{path}.InputTransformer.InputTemplate is not set.");
        var variables = (transformer["InputPathsMap"] as JsonObject ?? []).ToDictionary(
            variable => variable.Key,
            variable => JsonPath.Parse(variable.Value?.ToString() ?? "", $"{path}.InputTransformer.InputPathsMap.{variable.Key}"),
            StringComparer.Ordinal);
        return new(template, variables);
    }

    /// <summary>The text that the target is sent.</summary>
    public string Make(QueuedEvent queued, EventRule rule)
    {
        if (_template is not null)
        {
            return Fill(_template, queued, rule);
        }

        return _constant ?? (_path is null ? queued.Json : _path.Find(queued.Json))?.ToJsonString() ?? "null";
    }

    private string Fill(string template, QueuedEvent queued, EventRule rule)
    {
        var filled = new StringBuilder(template.Length);
        var inString = false;
        for (var i = 0; i < template.Length; i++)
        {
            var end = template[i] == '<' ? template.IndexOf('>', i) : -1;
            if (end > i && TryFind(template[(i + 1)..end], queued, rule, out var value))
            {
                filled.Append(inString ? WithinString(value) : value?.ToJsonString());
                i = end;
                continue;
            }

            if (template[i] == '\\' && inString && i + 1 < template.Length)
            {
                filled.Append(template[i++]);
            }
            else if (template[i] == '"')
            {
                inString = !inString;
            }

            filled.Append(template[i]);
        }

        return filled.ToString();
    }

    // A name without a path is text; a path without a value is replaced by nothing.
    private bool TryFind(string name, QueuedEvent queued, EventRule rule, out JsonNode? value)
    {
        value = name switch
        {
            "aws.events.rule-arn" => rule.Arn,
            "aws.events.rule-name" => rule.Name,
            "aws.events.event.ingestion-time" => queued.TakenAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            "aws.events.event" => WithoutDetail(queued.Json),
            "aws.events.event.json" => queued.Json,
            _ => null,
        };
        if (value is not null)
        {
            return true;
        }

        if (!_variables.TryGetValue(name, out var path))
        {
            return false;
        }

        value = path.Find(queued.Json);
        return true;
    }

    private static JsonNode WithoutDetail(JsonObject json)
    {
        var copy = json.DeepClone();
        copy.AsObject().Remove("detail");
        return copy;
    }

    private static string WithinString(JsonNode? value)
    {
        if (value is null)
        {
            return "";
        }

        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return JsonEncodedText.Encode(text).ToString();
    }
}
