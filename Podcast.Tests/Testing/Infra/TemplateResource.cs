using System.Text.Json.Nodes;

namespace Podcast.Tests.Testing.Infra;

/// <summary>One resource of the template.</summary>
internal sealed record TemplateResource(string LogicalId, JsonObject Resource)
{
    public string Type => TemplateValue.At(Resource, "Type")!.GetValue<string>();

    public JsonObject Properties => TemplateValue.At(Resource, "Properties")!.AsObject();

    /// <summary>A property by its path, such as <c>FunctionConfig.Runtime</c>, as text.</summary>
    public string Value(string path) => TemplateValue.Text(TemplateValue.At(Properties, path));

    public IEnumerable<string> Values(string path) => TemplateValue.At(Properties, path)!.AsArray().Select(TemplateValue.Text);
}
