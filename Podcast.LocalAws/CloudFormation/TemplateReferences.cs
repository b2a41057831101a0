using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>What a resource has to wait for: what it refers to, and what DependsOn names.</summary>
internal static class TemplateReferences
{
    /// <param name="declaration">The resource in the template.</param>
    /// <param name="logicalIds">The template's resources.</param>
    public static IReadOnlySet<string> Of(JsonObject declaration, IReadOnlySet<string> logicalIds)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(declaration["Properties"], found);
        switch (declaration["DependsOn"])
        {
            case JsonArray several:
                found.UnionWith(several.Select(item => item!.ToString()));
                break;
            case JsonValue one:
                found.Add(one.ToString());
                break;
        }

        found.IntersectWith(logicalIds);
        return found;
    }

    /// <summary>The ids in an order in which each comes after what it depends on; otherwise as they were.</summary>
    public static IReadOnlyList<string> Sort(IEnumerable<string> ids, Func<string, IEnumerable<string>> dependencies)
    {
        var sorted = new List<string>();
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in wanted)
        {
            Visit(id);
        }

        return sorted;

        void Visit(string id)
        {
            if (!seen.Add(id))
            {
                return;
            }

            foreach (var dependency in dependencies(id).Where(wanted.Contains).Order(StringComparer.Ordinal))
            {
                Visit(dependency);
            }

            sorted.Add(id);
        }
    }

    private static void Collect(JsonNode? node, HashSet<string> found)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, found);
                }

                break;
            case JsonObject { Count: 1 } function when function.First() is { Key: "Ref" or "Fn::GetAtt" or "Fn::Sub" } call:
                CollectCall(call.Key, call.Value, found);
                break;
            case JsonObject value:
                foreach (var (_, item) in value)
                {
                    Collect(item, found);
                }

                break;
        }
    }

    private static void CollectCall(string name, JsonNode? argument, HashSet<string> found)
    {
        switch (name)
        {
            case "Ref" when argument is JsonValue:
                found.Add(argument.ToString());
                break;
            case "Fn::GetAtt":
                found.Add(argument is JsonArray { Count: > 0 } pair ? pair[0]!.ToString() : argument!.ToString().Split('.')[0]);
                break;
            case "Fn::Sub":
                Collect(argument is JsonArray { Count: 2 } both ? both[1] : null, found);
                CollectText(argument is JsonArray { Count: > 0 } list ? list[0] : argument, found);
                break;
        }
    }

    private static void CollectText(JsonNode? node, HashSet<string> found)
    {
        if (node?.GetValueKind() != JsonValueKind.String)
        {
            return;
        }

        var text = node.ToString();
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end > 0)
            {
                found.Add(text[(start + 2)..end].Split('.')[0].Trim());
            }
        }
    }
}
