using System.Text.Json.Nodes;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Podcast.Infra.Automation;
using Podcast.Infra.Delivery;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;

namespace Podcast.Infra.Observability;

/// <summary>The dashboard: the edge first, then the origins and the functions behind it.</summary>
internal sealed class Dashboard : Construct
{
    private const int Columns = 24;
    private const int RowHeight = 6;

    private readonly JsonArray _widgets = [];
    private int _row;

    public Dashboard(
        Construct scope,
        string id,
        StackSettings settings,
        PodcastFunctions functions,
        FunctionTriggers automation,
        PodcastDistribution delivery,
        IReadOnlyList<string> alarms)
        : base(scope, id)
    {
        AddAlarms(alarms);
        if (settings.HasEdgeTelemetry)
        {
            AddRow("Subscribers: requests at the edge",
                new("Requests", Metric.OfDistribution(delivery, "Requests", "Sum")),
                new("Error responses, in %", Metric.OfDistribution(delivery, "5xxErrorRate", "Average"), Metric.OfDistribution(delivery, "4xxErrorRate", "Average")),
                new("Edge function: failures",
                    Metric.OfEdgeFunction(delivery, "FunctionExecutionErrors", "Sum"),
                    Metric.OfEdgeFunction(delivery, "FunctionValidationErrors", "Sum"),
                    Metric.OfEdgeFunction(delivery, "FunctionThrottles", "Sum")),
                new("Edge function: share of its time, in %", Metric.OfEdgeFunction(delivery, "FunctionComputeUtilization", "Average")));
        }

        AddRow("What the edge cannot decide is decided from the table",
            new("Decisions from the table", Metric.OfPodcast("podcast.fallback.decisions", "Sum")),
            new("Feeds rendered", Metric.OfPodcast("podcast.feeds.served", "Sum")),
            new("How long the origins take (p99, ms)",
                Metric.OfFunction(functions.Entitlements, "Duration", "p99"), Metric.OfFunction(functions.Feeds, "Duration", "p99")));
        AddRow("Changes of subscribers reach the edge",
            new("From the table to the store (s)",
                Metric.OfPodcast("podcast.sync.lag", "p50") with { Label = "median" }, Metric.OfPodcast("podcast.sync.lag", "p99") with { Label = "p99" }),
            new("Age of what is read from the stream (ms)", Metric.OfFunction(functions.StreamProcessor, "IteratorAge", "Maximum")),
            new("Keys written", Metric.OfPodcast("podcast.kvs.keys_written", "Sum")));
        AddRow("The store is right, and has room",
            new("Size of the store (bytes)", Metric.OfPodcast("podcast.kvs.size", "Maximum"))
            {
                Lines = [("alarm", Monitoring.StoreAlarm), ("full", Monitoring.StoreLimit)],
            },
            new("Entries that found no room", Metric.OfPodcast("podcast.kvs.entries_left_out", "Maximum")),
            new("Keys that had drifted", Metric.OfPodcast("podcast.kvs.keys_drifted", "Sum")),
            new("Subscriptions that ended", Metric.OfPodcast("podcast.subscriptions.expired", "Sum")));
        AddRow("Recordings become audio",
            new DashboardGraph("Transcodes",
                Metric.OfPodcast("podcast.transcodes.submitted", "Sum"),
                Metric.OfPodcast("podcast.transcodes.completed", "Sum"),
                Metric.OfPodcast("podcast.transcodes.failed", "Sum")));
        AddRow("Others are told what has happened",
            new("Events published", Metric.OfPodcast("podcast.events.published", "Sum")),
            new("Events sent to the publisher's address", Metric.OfPodcast("podcast.events.sent", "Sum")),
            new("Downloads counted", Metric.OfPodcast("podcast.downloads.counted", "Sum")),
            new("Age of what is read from the streams (ms)", Metric.OfFunction(functions.EventPublisher, "IteratorAge", "Maximum")));
        AddRow("Nothing is lost",
            new("Functions: errors", [.. functions.All.Select(function => Metric.OfFunction(function, "Errors", "Sum"))]),
            new("Functions: throttled", [.. functions.All.Select(function => Metric.OfFunction(function, "Throttles", "Sum"))]),
            new("Waiting in the failure queues",
            [
                Metric.OfQueue(automation.Changes.Failures) with { Label = "SubscriberChanges" },
                .. functions.All.Where(function => function.Failures is not null)
                    .Select(function => Metric.OfQueue(function.Failures!) with { Label = $"{function.Name}" }),
            ]));

        Resource = new CfnDashboard(this, "Resource", new CfnDashboardProps
        {
            DashboardBody = new JsonObject { ["widgets"] = _widgets }.ToJsonString(),
        });
    }

    public CfnDashboard Resource { get; }

    private void AddAlarms(IReadOnlyList<string> alarms)
    {
        Add("alarm", 0, Columns, RowHeight, new()
        {
            ["title"] = "Alarms",
            ["alarms"] = new JsonArray([.. alarms.Select(arn => (JsonNode)arn)]),
        });
        _row += RowHeight;
    }

    private void AddRow(string title, params DashboardGraph[] graphs)
    {
        Add("text", 0, Columns, 1, new() { ["markdown"] = $"## {title}" });
        _row++;
        var width = Columns / graphs.Length;
        for (var i = 0; i < graphs.Length; i++)
        {
            Add("metric", i * width, width, RowHeight, graphs[i].ToJson());
        }

        _row += RowHeight;
    }

    private void Add(string type, int column, int width, int height, JsonObject properties) => _widgets.Add((JsonNode)new JsonObject
    {
        ["type"] = type,
        ["x"] = column,
        ["y"] = _row,
        ["width"] = width,
        ["height"] = height,
        ["properties"] = properties,
    });
}
