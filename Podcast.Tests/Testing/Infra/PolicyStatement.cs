using System.Text.Json.Nodes;

namespace Podcast.Tests.Testing.Infra;

/// <summary>One statement of a policy document.</summary>
internal sealed record PolicyStatement(JsonObject Statement)
{
    public string Effect => Value("Effect")!.ToString();

    public string[] Actions => List("Action");

    public string[] Resources => List("Resource");

    public JsonNode? Principal => Value("Principal");

    public JsonNode? Condition => Value("Condition");

    public static IEnumerable<PolicyStatement> Of(JsonNode? document)
        => TemplateValue.At(document!, "Statement")!.AsArray().Select(statement => new PolicyStatement(statement!.AsObject()));

    private JsonNode? Value(string name) => Statement[name];

    private string[] List(string name)
        => Value(name) is JsonArray list ? [.. list.Select(TemplateValue.Text)] : [TemplateValue.Text(Value(name))];
}
