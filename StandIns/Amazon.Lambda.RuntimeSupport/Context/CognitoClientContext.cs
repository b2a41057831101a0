using System.Text.Json.Nodes;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class CognitoClientContext : IClientContext
{
    public IDictionary<string, string>? Environment { get; private init; }

    public IClientApplication? Client { get; private init; }

    public IDictionary<string, string>? Custom { get; private init; }

    internal static CognitoClientContext FromJson(string? json)
    {
        var node = string.IsNullOrWhiteSpace(json) ? null : JsonNode.Parse(json);
        return new CognitoClientContext
        {
            Client = node?["client"] is JsonObject client ? CognitoClientApplication.FromJson(client) : null,
            Custom = ToDictionary(node?["custom"]),
            Environment = ToDictionary(node?["env"]),
        };
    }

    private static Dictionary<string, string>? ToDictionary(JsonNode? node) => node is JsonObject members
        ? members.ToDictionary(member => member.Key, member => member.Value?.ToString() ?? string.Empty)
        : null;
}
