using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.Sqs.Query;

/// <summary>Writes the members of the JSON protocol's responses as the elements that the Query protocol has for them.</summary>
internal static class SqsQueryOutput
{
    /// <param name="action">The operation.</param>
    /// <param name="output">Its output.</param>
    public static object?[] Write(string action, JsonObject output) => [.. output.SelectMany(member => Member(action, member.Key, member.Value!))];

    private static IEnumerable<XElement> Member(string action, string name, JsonNode value) => (name, value) switch
    {
        ("Results", JsonArray tasks) => tasks.Select(task => Structure($"{action}ResultEntry", action, task)),
        ("QueueUrls" or "queueUrls", JsonArray urls) => urls.Select(url => new XElement("QueueUrl", url?.ToString())),
        ("Messages", JsonArray messages) => messages.Select(message => Structure("Message", action, message)),
        ("Successful", JsonArray entries) => entries.Select(entry => Structure($"{action}ResultEntry", action, entry)),
        ("Failed", JsonArray entries) => entries.Select(entry => Structure("BatchResultErrorEntry", action, entry)),
        ("Attributes", JsonObject map) => Map("Attribute", map, attribute => attribute!.ToString()),
        ("MessageAttributes", JsonObject map) => Map("MessageAttribute", map, attribute => Write(action, (JsonObject)attribute!)),
        ("Code", _) => [new(name, SqsErrors.QueryCode(value.ToString()))],
        _ => [new(name, value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.GetValue<bool>() : value.ToString())],
    };

    private static XElement Structure(string name, string action, JsonNode? members) => new(name, Write(action, (JsonObject)members!));

    private static IEnumerable<XElement> Map(string name, JsonObject map, Func<JsonNode?, object> value) =>
        map.Select(pair => new XElement(name, new XElement("Name", pair.Key), new XElement("Value", value(pair.Value))));
}
