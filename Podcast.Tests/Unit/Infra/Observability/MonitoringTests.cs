using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Podcast.Functions.Hosting;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Observability;

public sealed partial class MonitoringTests
{
    private static readonly TemplateResource[] Alarms = [.. SynthesizedTemplate.OfType("AWS::CloudWatch::Alarm")];

    /// <summary>The metrics that the functions record themselves.</summary>
    public static TheoryData<string> OwnMetrics =>
        [.. FunctionMetric.All.Select(metric => metric.Name)];

    [Fact]
    public void Alarms_InTemplate_EachNameARunbookThatExists()
        => Assert.All(Alarms, alarm => Assert.True(
            File.Exists(Path.Combine(SynthesizedTemplate.Repository, Runbook(alarm))), $"{alarm.LogicalId} names {Runbook(alarm)}, which does not exist."));

    [Fact]
    public void Runbooks_InDocs_EachHaveAnAlarm()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(SynthesizedTemplate.Repository, "docs", "runbooks"), "*.md")
            .Where(path => Path.GetFileName(path) != "README.md")
            .Select(path => $"docs/runbooks/{Path.GetFileName(path)}");
        Assert.Subset(Alarms.Select(Runbook).ToHashSet(), pages.ToHashSet());
    }

    [Fact]
    public void Alarms_WhenTheyBeginAndEnd_GoToTheOneTopic()
    {
        var topic = $"${{{SynthesizedTemplate.Single("AWS::SNS::Topic").LogicalId}}}";
        Assert.All(Alarms, alarm =>
        {
            Assert.Equal([topic], alarm.Values("AlarmActions"));
            Assert.Equal([topic], alarm.Values("OKActions"));
        });
    }

    [Theory]
    [MemberData(nameof(FunctionNames.OfProduction), MemberType = typeof(FunctionNames))]
    public void Function_WhenItFails_RaisesAnAlarm(string handler)
    {
        var name = $"${{{SynthesizedTemplate.Function(handler).LogicalId}}}";
        Assert.Contains(Alarms, alarm => Metrics(alarm).Any(metric => metric == ("AWS/Lambda", "Errors", $"FunctionName={name}")));
    }

    [Fact]
    public void Queues_WhenSomethingWaits_RaiseAnAlarmEach()
    {
        var watched = Alarms.SelectMany(Metrics).Where(metric => metric.Name == "ApproximateNumberOfMessagesVisible").Select(metric => metric.Dimensions);
        Assert.Equal(
            SynthesizedTemplate.OfType("AWS::SQS::Queue").Select(queue => $"QueueName=${{{queue.LogicalId}.QueueName}}").Order(StringComparer.Ordinal),
            watched.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Store_At70Percent_RaisesAnAlarm()
    {
        var alarm = Alarms.Single(alarm => alarm.Properties["MetricName"]?.ToString() == "podcast.kvs.size");
        Assert.Equal(0.7 * 5 * 1024 * 1024, alarm.Properties["Threshold"]!.GetValue<double>());
        Assert.Equal("GreaterThanThreshold", alarm.Value("ComparisonOperator"));
    }

    [Theory]
    [InlineData("IteratorAge")]
    [InlineData("podcast.kvs.keys_drifted")]
    [InlineData("podcast.fallback.decisions")]
    [InlineData("5xxErrorRate")]
    [InlineData("podcast.transcodes.failed")]
    [InlineData("podcast.sync.lag")]
    public void Metric_OfAFailure_RaisesAnAlarm(string metric)
        => Assert.Contains(Alarms, alarm => Metrics(alarm).Any(measured => measured.Name == metric));

    [Theory]
    [MemberData(nameof(OwnMetrics))]
    public void Dashboard_OfOwnMetrics_ShowsEachWithoutDimensions(string metric)
        => Assert.Contains(DashboardMetrics(), shown => shown is ["Podcast", var name] && name == metric);

    [Fact]
    public void Alarms_OfOwnMetrics_UseTheNamesThatTheFunctionsRecord()
        => Assert.All(Alarms.SelectMany(Metrics).Where(metric => metric.Namespace == "Podcast"), metric =>
        {
            Assert.Contains(metric.Name, OwnMetrics.Select(row => row.Data));
            Assert.Equal("", metric.Dimensions);
        });

    [Fact]
    public void Dashboard_AtItsTop_ShowsEveryAlarm()
    {
        var first = Dashboard()["widgets"]![0]!;
        Assert.Equal("alarm", first["type"]!.ToString());
        Assert.Equal(Alarms.Length, first["properties"]!["alarms"]!.AsArray().Count);
    }

    [Fact]
    public void Dashboard_FromTopToBottom_BeginsWithTheEdge()
        => Assert.Equal("Requests", Dashboard()["widgets"]!.AsArray().First(widget => widget!["type"]!.ToString() == "metric")!["properties"]!["title"]!.ToString());

    private static IEnumerable<string[]> DashboardMetrics() => Dashboard()["widgets"]!.AsArray()
        .SelectMany(widget => widget!["properties"]!["metrics"] is JsonArray metrics ? [.. metrics] : Array.Empty<JsonNode?>())
        .Select(metric => metric!.AsArray().Where(part => part is JsonValue).Select(part => part!.ToString()).ToArray());

    private static JsonNode Dashboard() => JsonNode.Parse(SynthesizedTemplate.Single("AWS::CloudWatch::Dashboard").Value("DashboardBody"))!;

    private static string Runbook(TemplateResource alarm) => RunbookPath().Match(alarm.Value("AlarmDescription")).Value;

    private static IEnumerable<(string Namespace, string Name, string Dimensions)> Metrics(TemplateResource alarm)
    {
        var described = alarm.Properties["Metrics"] is JsonArray queries
            ? queries.Select(query => query!["MetricStat"]?["Metric"]).OfType<JsonNode>()
            : [alarm.Properties];
        return described.Select(metric => (
            metric["Namespace"]!.ToString(),
            metric["MetricName"]!.ToString(),
            string.Join(',', (metric["Dimensions"] as JsonArray ?? []).Select(dimension => $"{dimension!["Name"]}={TemplateValue.Text(dimension["Value"])}"))));
    }

    [GeneratedRegex(@"docs/runbooks/[a-z0-9-]+\.md")]
    private static partial Regex RunbookPath();
}
