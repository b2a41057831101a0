using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Dashboards;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>The operations on dashboards.</summary>
internal sealed class DashboardOperations(DashboardRegistry dashboards, LocalAwsOptions options)
{
    private const int MaxListed = 1_000;

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html</summary>
    public JsonObject Get(JsonObject input)
    {
        var name = CloudWatchInput.RequiredText(input, "DashboardName");
        var dashboard = dashboards.Find(name) ?? throw CloudWatchErrors.NoSuchDashboard(name);
        return new() { ["DashboardArn"] = ArnOf(name), ["DashboardBody"] = dashboard.Body, ["DashboardName"] = name };
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html</summary>
    public JsonObject List(JsonObject input)
    {
        var prefix = CloudWatchInput.Text(input, "DashboardNamePrefix") ?? "";
        var found = dashboards.All.Where(dashboard => dashboard.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var (page, next) = CloudWatchInput.Page(found, input, MaxListed);
        return new()
        {
            ["DashboardEntries"] = new JsonArray([.. page.Select(dashboard => (JsonNode)new JsonObject
            {
                ["DashboardName"] = dashboard.Name,
                ["DashboardArn"] = ArnOf(dashboard.Name),
                ["LastModified"] = CloudWatchInput.ToSeconds(dashboard.Modified),
                ["Size"] = Encoding.UTF8.GetByteCount(dashboard.Body),
            })]),
            ["NextToken"] = next,
        };
    }

    public string ArnOf(string name) => options.GetArns().Global("cloudwatch", $"dashboard/{name}");
}
