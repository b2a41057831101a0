using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Podcast.Infra.Observability;

/// <summary>One graph of the dashboard.</summary>
internal sealed record DashboardGraph(string Title, params Metric[] Metrics)
{
    /// <summary>Values to compare with, such as a limit.</summary>
    public (string Label, double Value)[] Lines { get; init; } = [];

    /// <summary>
    /// The widget's properties.
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
    /// </summary>
    public JsonObject ToJson()
    {
        var properties = new JsonObject
        {
            ["title"] = Title,
            ["view"] = "timeSeries",
            ["region"] = Aws.REGION,
            ["metrics"] = new JsonArray([.. Metrics.Select(ToJson)]),
            ["yAxis"] = new JsonObject { ["left"] = new JsonObject { ["min"] = 0 } },
        };
        if (Lines.Length > 0)
        {
            properties["annotations"] = new JsonObject
            {
                ["horizontal"] = new JsonArray([.. Lines.Select(line => (JsonNode)new JsonObject { ["label"] = line.Label, ["value"] = line.Value })]),
            };
        }

        return properties;
    }

    private static JsonNode ToJson(Metric metric) => new JsonArray(
    [
        metric.Namespace,
        metric.Name,
        .. metric.Dimensions.SelectMany(dimension => (JsonNode[])[dimension.Name, dimension.Value]),
        new JsonObject { ["stat"] = metric.Statistic, ["period"] = metric.Period, ["label"] = metric.Label ?? metric.Name },
    ]);
}
