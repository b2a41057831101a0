using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.Tests.Testing.Infra;

/// <summary>Values of a template in readable form: <c>arn:${AWS::Partition}:s3:::${Bucket}/*</c>.</summary>
internal static class TemplateValue
{
    public static JsonNode? At(JsonNode node, string path)
        => path.Split('.').Aggregate((JsonNode?)node, (current, name) => current?[name]);

    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonObject { Count: 1 } function => Text(function.First().Key, function.First().Value!),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private static string Text(string function, JsonNode argument) => function switch
    {
        "Ref" => $"${{{argument}}}",
        "Fn::GetAtt" => $"${{{argument[0]}.{argument[1]}}}",
        "Fn::Join" => string.Join(argument[0]!.ToString(), argument[1]!.AsArray().Select(Text)),
        "Fn::Sub" => argument.ToString(),
        // Used for one thing only: the host of a URL.
        "Fn::Select" => Text(argument[1]!["Fn::Split"]![1]),
        _ => throw new NotSupportedException($"{function} has no text here."),
    };
}
