using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Template;

/// <summary>Reads a synthesized template.</summary>
internal static class StackLoader
{
    public static Stack Load(LocalAwsOptions options)
    {
        var stackName = Path.GetFileName(options.TemplatePath).Split('.')[0];
        return Parse(File.ReadAllText(options.TemplatePath), stackName, options.AccountId, options.Region);
    }

    public static Stack Parse(string template, string stackName, string accountId, string region)
    {
        var resources = new List<StackResource>();
        foreach (var (logicalId, node) in JsonNode.Parse(template)?["Resources"]?.AsObject() ?? [])
        {
            resources.Add(new(logicalId, (string)node!["Type"]!, logicalId, new(() => node["Properties"]?.AsObject() ?? []), name => name));
        }

        return new(stackName, accountId, region, resources, new Dictionary<string, string>());
    }
}
