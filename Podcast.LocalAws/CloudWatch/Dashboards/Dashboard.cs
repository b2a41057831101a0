using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudWatch.Dashboards;

/// <summary>A dashboard of the stack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Body">Its body, as the template has it.</param>
/// <param name="Modified">When the template changed it last.</param>
internal sealed record Dashboard(string Name, string Body, DateTimeOffset Modified)
{
    /// <summary>The widgets of the body. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html.</summary>
    public IReadOnlyList<JsonObject> Widgets { get; } = [.. ((JsonNode.Parse(Body) as JsonObject)?["widgets"] as JsonArray ?? []).OfType<JsonObject>()];
}
