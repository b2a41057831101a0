using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A cache behavior of a distribution.</summary>
internal sealed record Behavior(string Path, JsonObject Properties)
{
    /// <summary>The ARNs of its CloudFront functions for an event.</summary>
    public IEnumerable<string> Functions(string eventType) => CheckedStack.Objects(Properties["FunctionAssociations"])
        .Where(association => association["EventType"]?.ToString() == eventType)
        .Select(association => association["FunctionARN"]?.ToString() ?? "");
}
