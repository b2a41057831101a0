using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Dashboards;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// An alarm on a metric that nobody reports never rings, and a graph of one stays empty. The metrics of functions, which they write themselves, are not known here.
/// </summary>
internal sealed class MetricRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var resources = stack.Stack.Resources.SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal);
        foreach (var alarm in stack.OfType(AlarmConfiguration.ResourceType))
        {
            foreach (var metric in MetricsOf(alarm.Properties))
            {
                if (ProblemOf(metric, resources) is { } problem)
                {
                    yield return TemplateFinding.Warning(alarm.LogicalId, $"The alarm would never have data. {problem}");
                }
            }
        }

        foreach (var dashboard in stack.OfType(DashboardRegistry.ResourceType))
        {
            foreach (var (title, metric) in GraphsOf(dashboard))
            {
                if (ProblemOf(metric, resources) is { } problem)
                {
                    yield return TemplateFinding.Warning($"{dashboard.LogicalId}.DashboardBody", $"The graph '{title}' would stay empty. {problem}");
                }
            }
        }
    }

    private static IEnumerable<string> NamesOf(StackResource resource) => resource.Type switch
    {
        "AWS::SQS::Queue" => [resource.GetAtt("QueueName")],
        "AWS::CloudFront::Function" => [resource.Properties["Name"]?.ToString() ?? ""],
        _ => [resource.PhysicalId],
    };

    private static string? ProblemOf(MetricId metric, HashSet<string> resources)
    {
        if (!metric.Namespace.StartsWith("AWS/", StringComparison.Ordinal))
        {
            return null;
        }

        var names = metric.Dimensions.Select(dimension => dimension.Key).ToList();
        if (!ServiceMetrics.All.Any(known => known.Namespace == metric.Namespace && known.Name == metric.Name && known.Dimensions.Order(StringComparer.Ordinal).SequenceEqual(names)))
        {
            return $"No service of LocalAws reports the metric {metric.Namespace} {metric.Name} with the dimensions {(names.Count == 0 ? "(none)" : string.Join(", ", names))}.";
        }

        return metric.Dimensions.Where(dimension => dimension.Key is not ("Region" or "Operation" or "StorageType") && !resources.Contains(dimension.Value))
            .Select(dimension => $"The template has no resource with the name {dimension.Value}, which is the {dimension.Key} of {metric.Namespace} {metric.Name}.")
            .FirstOrDefault();
    }

    private static IEnumerable<MetricId> MetricsOf(JsonObject properties)
    {
        var metrics = CheckedStack.Objects(properties["Metrics"]).Select(query => query["MetricStat"]?["Metric"]).OfType<JsonObject>().Append(properties);
        return metrics.Where(metric => metric["MetricName"] is not null).Select(metric => new MetricId(
            metric["Namespace"]?.ToString() ?? "",
            metric["MetricName"]!.ToString(),
            CheckedStack.Objects(metric["Dimensions"]).Select(dimension => KeyValuePair.Create(dimension["Name"]?.ToString() ?? "", dimension["Value"]?.ToString() ?? ""))));
    }

    private static IEnumerable<(string Title, MetricId Metric)> GraphsOf(StackResource dashboard)
    {
        var widgets = (JsonNode.Parse(dashboard.Properties["DashboardBody"]?.ToString() ?? "{}") as JsonObject)?["widgets"];
        return CheckedStack.Objects(widgets)
            .Select(widget => widget["properties"] as JsonObject ?? [])
            .SelectMany(properties => (properties["metrics"] as JsonArray ?? []).OfType<JsonArray>().Select(GraphWidget.ReadMetric).OfType<MetricId>()
                .Select(metric => (properties["title"]?.ToString() ?? "", metric)));
    }
}
