using Podcast.LocalAws.CloudWatch.Metrics;

namespace Podcast.LocalAws.CloudWatch.Dashboards;

/// <summary>One line of a graph.</summary>
/// <param name="Label">What the legend calls it.</param>
/// <param name="Stat">What it shows.</param>
internal sealed record GraphLine(string Label, MetricStat Stat);
