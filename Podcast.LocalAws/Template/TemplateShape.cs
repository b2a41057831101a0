using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>
/// Checks that the sections of a template have the shapes that they must have, before anything reads them. See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html.
/// </summary>
internal static class TemplateShape
{
    private static readonly string[] TextsOfResources = ["Type", "Condition", "DeletionPolicy", "UpdateReplacePolicy"];

    /// <exception cref="TemplateException">Says which part has another shape, in the words of CloudFormation where there are some.</exception>
    public static void Require(JsonObject template)
    {
        Refuse(template.ContainsKey("Transform"), $"LocalAws runs no transforms ({template["Transform"]?.ToJsonString()}): deploy the processed template.");
        foreach (var section in (string[])["Parameters", "Mappings", "Conditions", "Resources", "Outputs"])
        {
            Refuse(template[section] is not (null or JsonObject), $"Template format error: Unsupported structure. [/{section}] must be an object.");
            foreach (var (name, value) in template[section] as JsonObject ?? [])
            {
                Refuse(
                    name.StartsWith("Fn::", StringComparison.Ordinal),
                    $"Template format error: [/{section}/{name}] needs the transform AWS::LanguageExtensions, which LocalAws does not run: deploy the processed template.");
                Refuse(value is not JsonObject, $"Template format error: [/{section}/{name}] definition is malformed: it must be an object.");
            }
        }

        var resources = template["Resources"] as JsonObject ?? [];
        foreach (var (name, resource) in resources)
        {
            RequireResource(name, resource!.AsObject(), resources);
        }

        foreach (var (name, parameter) in template["Parameters"] as JsonObject ?? [])
        {
            RequireText($"/Parameters/{name}", parameter!, "Type");
        }

        foreach (var (name, output) in template["Outputs"] as JsonObject ?? [])
        {
            Refuse(output!["Value"] is null, $"Template format error: Output {name} is malformed: it has no Value.");
            RequireText($"/Outputs/{name}", output, "Condition");
            Refuse(output["Export"] is not (null or JsonObject), $"Template format error: [/Outputs/{name}/Export] must be an object.");
        }

        foreach (var (name, map) in template["Mappings"] as JsonObject ?? [])
        {
            Refuse(map!.AsObject().Any(entry => entry.Value is not JsonObject), $"Template format error: Every Mappings member {name} must be a map of maps.");
        }
    }

    private static void RequireResource(string name, JsonObject resource, JsonObject resources)
    {
        Refuse(resource["Type"] is null, $"Template format error: [/Resources/{name}] Every Resources object must contain a Type member.");
        foreach (var text in TextsOfResources)
        {
            RequireText($"/Resources/{name}", resource, text);
        }

        Refuse(resource["Properties"] is not (null or JsonObject), $"Template format error: [/Resources/{name}/Properties] must be an object.");
        var dependencies = resource["DependsOn"] switch
        {
            null => [],
            JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
            JsonArray items when items.All(item => item?.GetValueKind() == JsonValueKind.String) => items.Select(item => item!.GetValue<string>()),
            _ => throw new TemplateException($"Template format error: [/Resources/{name}/DependsOn] must be a logical id or a list of them."),
        };
        var unknown = dependencies.Where(dependency => !resources.ContainsKey(dependency)).ToList();
        Refuse(unknown.Count > 0, $"Template format error: Unresolved resource dependencies [{string.Join(", ", unknown)}] in the Resources block of the template");
    }

    private static void RequireText(string place, JsonNode parent, string name) => Refuse(
        parent[name] is { } value && value.GetValueKind() != JsonValueKind.String, $"Template format error: [{place}/{name}] must be a string.");

    private static void Refuse(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new TemplateException(message);
        }
    }
}
