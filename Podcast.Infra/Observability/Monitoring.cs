using Constructs;
using Podcast.Infra.Automation;
using Podcast.Infra.Core;
using Podcast.Infra.Delivery;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;

namespace Podcast.Infra.Observability;

/// <summary>
/// Alarms, each with its page under docs/runbooks, and a dashboard that shows from top to
/// bottom whether subscribers are served.
/// </summary>
internal sealed class Monitoring : Construct
{
    /// <summary>What CloudFront lets a store hold, in bytes. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html</summary>
    public const double StoreLimit = 5 * 1024 * 1024;

    /// <summary>From here on, in bytes, there is still time to do something about it.</summary>
    public const double StoreAlarm = 0.7 * StoreLimit;

    private const int Hour = 60 * 60;

    public Monitoring(
        Construct scope, string id, StackSettings settings, PodcastFunctions functions, FunctionTriggers automation, PodcastDistribution delivery)
        : base(scope, id)
    {
        Topic = new AlarmTopic(this, "AlarmTopic", settings);
        var alarms = new Alarms(this, "Alarms", Topic);
        if (settings.HasEdgeTelemetry)
        {
            AddEdge(alarms, delivery);
        }

        AddSynchronization(alarms, functions);
        AddTranscoding(alarms);
        AddEvents(alarms, functions);
        AddFunctions(alarms, functions, automation);
        AddSchedules(alarms, functions);
        AddQueues(alarms, functions, automation);

        Dashboard = new Dashboard(this, "Dashboard", settings, functions, automation, delivery, alarms.Arns);
    }

    public AlarmTopic Topic { get; }

    public Dashboard Dashboard { get; }

    private static void AddEdge(Alarms alarms, PodcastDistribution delivery)
    {
        alarms.Add(new("EdgeErrors", "edge-errors", "More than 1 % of all requests get a server error.", 1,
            Metric.OfDistribution(delivery, "5xxErrorRate", "Average"))
        {
            Periods = 2,
        });
        alarms.Add(new("EdgeFunctionErrors", "edge-function", "The edge function fails, or is throttled.", 0,
            Metric.OfEdgeFunction(delivery, "FunctionExecutionErrors", "Sum"),
            Metric.OfEdgeFunction(delivery, "FunctionValidationErrors", "Sum"),
            Metric.OfEdgeFunction(delivery, "FunctionThrottles", "Sum"))
        {
            Expression = "FILL(m1, 0) + FILL(m2, 0) + FILL(m3, 0)",
        });
        // A new store, or one that lost keys, shows itself here first: every request is still served, only slower and at a higher price.
        alarms.Add(new("FallbackRate", "fallback-rate", "More than 5 % of all requests are decided from the table, not at the edge.", 5,
            Metric.OfPodcast("podcast.fallback.decisions", "Sum"),
            Metric.OfDistribution(delivery, "Requests", "Sum"))
        {
            Expression = "IF(m2 > 100, 100 * FILL(m1, 0) / m2, 0)",
            Periods = 3,
        });
    }

    private static void AddSynchronization(Alarms alarms, PodcastFunctions functions)
    {
        alarms.Add(new("StreamBehind", "stream-behind", "Changes of subscribers wait for more than 30 s before they are read.", 30_000,
            Metric.OfFunction(functions.StreamProcessor, "IteratorAge", "Maximum") with { Period = 60 })
        {
            Periods = 3,
        });
        alarms.Add(new("SyncLag", "stream-behind", "Changes of subscribers take more than 5 s to the edge.", 5,
            Metric.OfPodcast("podcast.sync.lag", "p99"))
        {
            Periods = 3,
        });
        alarms.Add(new("StoreNearlyFull", "store-full", "The key-value store is more than 70 % full.", StoreAlarm,
            Metric.OfPodcast("podcast.kvs.size", "Maximum") with { Period = Hour })
        {
            HoldsWithoutData = true,
        });
        alarms.Add(new("Drift", "drift", "The store and the table differed; the reconciliation has repaired it.", 0,
            Metric.OfPodcast("podcast.kvs.keys_drifted", "Sum") with { Period = Hour }));
    }

    private static void AddTranscoding(Alarms alarms) => alarms.Add(new(
        "TranscodesFailed", "transcode-failures", "A recording could not be transcoded.", 0, Metric.OfPodcast("podcast.transcodes.failed", "Sum")));

    private static void AddEvents(Alarms alarms, PodcastFunctions functions) => alarms.Add(new(
        "EventsBehind", "events-behind", "What happened is published more than 10 minutes later.", 600_000,
        Metric.OfFunction(functions.EventPublisher, "IteratorAge", "Maximum"))
    {
        Periods = 3,
    });

    private static void AddFunctions(Alarms alarms, PodcastFunctions functions, FunctionTriggers automation)
    {
        foreach (var function in functions.All)
        {
            // Where one subscriber more or less meets an error among thousands, the share counts; in the background every error does.
            var isBackground = function.Failures is not null || function == automation.Changes.Processor;
            var errors = Metric.OfFunction(function, "Errors", "Sum");
            alarms.Add(isBackground
                ? new($"{function.Name}Errors", "function-errors", $"{function.Name} has failed.", 0, errors)
                : new($"{function.Name}Errors", "function-errors", $"{function.Name} fails for more than 1 % of its requests.", 1,
                    errors, Metric.OfFunction(function, "Invocations", "Sum"))
                {
                    Expression = "IF(m2 > 0, 100 * m1 / m2, 0)",
                });

            // The stream processor runs one at a time, and is throttled as soon as the stream has two shards: there its lag is what counts.
            if (function != automation.Changes.Processor)
            {
                alarms.Add(new($"{function.Name}Throttles", "function-throttles", $"{function.Name} is invoked more often than its concurrency allows.", 0,
                    Metric.OfFunction(function, "Throttles", "Sum")));
            }
        }
    }

    private static void AddSchedules(Alarms alarms, PodcastFunctions functions)
    {
        foreach (var function in functions.All)
        {
            if (function.Schedule is { } schedule)
            {
                alarms.Add(NotRun(function, schedule));
            }
        }
    }

    private static AlarmDefinition NotRun(PodcastFunction function, FunctionScheduleDefinition schedule) => new(
        $"{function.Name}NotRun", "schedules", $"{function.Name} has not run at its time.", 1,
        Metric.OfFunction(function, "Invocations", "Sum") with { Period = schedule.AlarmHours * Hour })
    {
        // Without it, a period with nothing measured would be passed over as long as an older one has a value, and the alarm would ring after three periods instead of one.
        Expression = "FILL(m1, 0)",
        IsMinimum = true,
        Periods = schedule.AlarmPeriods,
    };

    private static void AddQueues(Alarms alarms, PodcastFunctions functions, FunctionTriggers automation)
    {
        alarms.Add(Waiting("SubscriberChanges", automation.Changes.Failures));
        foreach (var function in functions.All.Where(function => function.Failures is not null))
        {
            alarms.Add(Waiting($"{function.Name}", function.Failures!));
        }
    }

    private static AlarmDefinition Waiting(string name, FailureQueue queue) => new(
        $"{name}Failures", "dead-letters", $"Something that {name} could not do waits in its queue.", 0, Metric.OfQueue(queue));
}
