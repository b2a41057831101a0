using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.LocalAws.Core.Protocols.AwsQuery;

/// <summary>
/// Reads the parameters of a Query request as the document that the JSON protocol has for them, and writes a document as the elements of a response. All
/// values of a request are texts; lists have <c>.member.1</c> and so on. See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
/// </summary>
internal static class QueryDocument
{
    private const int MaxDepth = 16;
    private const string Member = "member";

    /// <exception cref="AwsException">Two parameters contradict each other, or a name is nested too deep.</exception>
    public static JsonObject Read(QueryRequest request)
    {
        var root = new Node();
        foreach (var name in request.Names.Where(name => name is not ("Action" or "Version")))
        {
            var parts = name.Split('.');
            if (parts.Length > MaxDepth)
            {
                throw Malformed(name);
            }

            var node = root;
            foreach (var part in parts)
            {
                node = node.Child(part);
            }

            node.Value = request.Text(name);
        }

        return root.ToJson("") as JsonObject ?? [];
    }

    /// <param name="output">The result.</param>
    /// <param name="isTimestamp">Whether a member of a name holds seconds since 1970.</param>
    public static object?[] Write(JsonObject output, Func<string, bool> isTimestamp) =>
        [.. output.Where(member => member.Value is not null).Select(member => Element(member.Key, member.Value!, isTimestamp(member.Key), isTimestamp))];

    private static XElement Element(string name, JsonNode value, bool isTime, Func<string, bool> isTimestamp) => value switch
    {
        JsonArray items => new(name, items.Select(item => Element(Member, item!, isTime, isTimestamp))),
        JsonObject structure => new(name, Write(structure, isTimestamp)),
        _ when isTime => QueryResponse.Element(name, DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(value.GetValue<double>() * 1000)))!,
        _ => new(name, value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.GetValue<bool>() : Text(value)),
    };

    private static string Text(JsonNode value) =>
        value is JsonValue number && number.TryGetValue<double>(out var floating) ? floating.ToString("R", CultureInfo.InvariantCulture) : value.ToString();

    private static AwsException Malformed(string name) =>
        new("MalformedQueryString", $"The parameter {name} contradicts another one, or is nested too deep.", StatusCodes.Status400BadRequest);

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public string? Value { get; set; }

        public Node Child(string name) => _children.TryGetValue(name, out var child) ? child : _children[name] = new();

        public JsonNode? ToJson(string path)
        {
            if (_children.Count == 0)
            {
                return Value;
            }

            if (Value is not null)
            {
                throw Malformed(path);
            }

            if (_children.Count == 1 && _children.TryGetValue(Member, out var members))
            {
                return new JsonArray([.. members._children
                    .OrderBy(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw Malformed($"{path}.{Member}.{child.Key}"))
                    .Select(child => child.Value.ToJson($"{path}.{Member}.{child.Key}"))]);
            }

            return new JsonObject(_children.Select(child => KeyValuePair.Create(child.Key, child.Value.ToJson(path.Length == 0 ? child.Key : $"{path}.{child.Key}"))));
        }
    }
}
