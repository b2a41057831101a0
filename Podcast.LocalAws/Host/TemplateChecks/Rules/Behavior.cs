using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A cache behavior of a distribution.</summary>
internal sealed record Behavior(string Path, JsonObject Properties)
{
    /// <summary>The path pattern; that of the default behavior is <c>*</c>.</summary>
    public string Pattern => Properties["PathPattern"]?.ToString() ?? "*";

    /// <summary>Whether it has a function that decides about each request.</summary>
    public bool IsGuarded => Functions("viewer-request").Any();

    /// <summary>Whether its paths begin with a fixed segment, as those of files for everybody do.</summary>
    public bool IsBelowAFixedSegment => !Pattern.TrimStart('/').Split('/')[0].Contains('*', StringComparison.Ordinal);

    /// <summary>The ARNs of its CloudFront functions for an event.</summary>
    public IEnumerable<string> Functions(string eventType) => CheckedStack.Objects(Properties["FunctionAssociations"])
        .Where(association => association["EventType"]?.ToString() == eventType)
        .Select(association => association["FunctionARN"]?.ToString() ?? "");
}
