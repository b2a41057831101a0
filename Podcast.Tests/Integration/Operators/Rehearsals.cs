using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.CloudFront.AccessLogs;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Scheduler;
using Podcast.LocalAws.Sqs;
using Podcast.Tests.Integration.Alarms;

namespace Podcast.Tests.Integration.Operators;

/// <summary>The rehearsal of each runbook, by the page's name.</summary>
internal static class Rehearsals
{
    private const string Feed = "/01AAAAAAAAAAAAAAAAAAAAAAAA/feeds/show.xml";
    private const string Artwork = "/artwork/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.jpg";
    private const string Cleanup = nameof(Podcast.Functions.FunctionName.SubscriberCleanup);
    private const string Beyond = "greater than the threshold";

    public static IReadOnlyDictionary<string, Rehearsal> All { get; } = new Dictionary<string, Rehearsal>(StringComparer.Ordinal)
    {
        ["dead-letters"] = new("SubscriberChangesFailures", "1 out of the last 1 datapoints [1.0 ", "a change that was given up", "replayed")
        {
            Begin = system => Do(() => system.Services.GetRequiredService<IQueueSender>().Send(
                system.Services.GetRequiredService<QueueRegistry>().FindByUrl(system.Stack.Outputs["FailedChangesUrl"])!.Arn, """{"reason":"a change that was given up"}""")),
        },
        ["drift"] = new("Drift", Beyond, "ApproximateNumberOfMessages", "\"State\": \"Enabled\"")
        {
            // Somebody writes the store by hand; the next reconciliation finds it.
            Begin = system =>
            {
                var store = system.Services.GetRequiredService<KeyValueStoreRegistry>().Find(system.Stack.Outputs["EdgeStoreArn"])!;
                store.Update(store.Current.ETag, [new("written-by-hand", "x")], []);
                return system.InvokeAsync("Reconcile");
            },
            MinutesToEnd = 182,
        },
        ["edge-errors"] = new("EdgeErrors", Beyond, "Error\tapplication/xml", "\"KeyState\": \"Enabled\"")
        {
            Normal = system => system.ViewAsync(Feed),
            Faulty = async system =>
            {
                using var outage = system.Faults.Use(new Fault("s3", FaultKind.Outage));
                await system.ViewAsync(Artwork);
            },
            BeforeCommands = system => system.Services.GetRequiredService<AccessLogWriter>().FlushAsync(CancellationToken.None),
            MinutesToRing = 12,
            MinutesToEnd = 12,
        },
        ["edge-function"] = new("EdgeFunctionErrors", Beyond, "\"Stage\": \"LIVE\"", "TypeError")
        {
            Normal = system => system.ViewAsync(Feed),
            Begin = system => Do(() => Publish(system, "async function handler(event) { return event.nothing.at.all; }")),
            Faulty = system => system.ViewAsync(Feed),
            Repair = system => system.Services.GetRequiredService<EdgeFunctionRegistry>().ApplyAsync(system.Stack, CancellationToken.None),
        },
        ["events-behind"] = new("EventsBehind", "3 out of the last 3 datapoints", "\"LastProcessingResult\"", "\"State\": \"Enabled\"")
        {
            Normal = system => Do(() => ReadFromStream(system, "EventPublisher", TimeSpan.FromSeconds(1))),
            Faulty = system => Do(() => ReadFromStream(system, "EventPublisher", TimeSpan.FromMinutes(20))),
            MinutesToRing = 17,
        },
        ["fallback-rate"] = new("FallbackRate", "3 out of the last 3 datapoints", "\"StatusCode\": 200")
        {
            Normal = system => DecideAsync(system, requests: 1, decisions: 0),
            Faulty = system => DecideAsync(system, requests: 25, decisions: 3),
            MinutesToRing = 17,
        },
        ["function-errors"] = new($"{Cleanup}Errors", Beyond, "\"level\":\"Error\"")
        {
            Normal = system => system.InvokeAsync(Cleanup),
            Faulty = async system =>
            {
                using var outage = system.Faults.Use(new Fault("dynamodb", FaultKind.Outage));
                await system.InvokeAsync(Cleanup);
            },
        },
        ["function-throttles"] = new($"{Cleanup}Throttles", Beyond, "\"UnreservedConcurrentExecutions\"")
        {
            Normal = system => system.InvokeAsync(Cleanup),
            Begin = system => system.Cli.RunAsync($"aws lambda put-function-concurrency --function-name {system.FunctionName(Cleanup)} --reserved-concurrent-executions 0", TestContext.Current.CancellationToken),
            Faulty = system => system.InvokeAsync(Cleanup),
            Repair = system => system.Cli.RunAsync($"aws lambda delete-function-concurrency --function-name {system.FunctionName(Cleanup)}", TestContext.Current.CancellationToken),
        },
        ["schedules"] = new($"{Cleanup}NotRun", "was less than the threshold (1.0)", "\"State\": \"DISABLED\"", "\"StatusCode\": 200")
        {
            Normal = system => system.InvokeAsync(Cleanup),
            Begin = system => Do(() => Enable(system, Cleanup, isEnabled: false)),
            // Invoked by hand in the runbook, the function has run; its schedule is there again for the next time.
            Repair = system => Do(() => Enable(system, Cleanup, isEnabled: true)),
            MinutesToRing = 62,
        },
        ["store-full"] = new("StoreNearlyFull", Beyond, "TotalSizeInBytes")
        {
            Normal = system => Do(() => OwnMetrics.Write(system.Services, FunctionMetric.StoreSize.Name, 1_000_000)),
            Faulty = system => Do(() => OwnMetrics.Write(system.Services, FunctionMetric.StoreSize.Name, 4_000_000)),
            MinutesToEnd = 62,
        },
        ["stream-behind"] = new("StreamBehind", "3 out of the last 3 datapoints", "\"State\": \"Disabling\"", "\"State\": \"Enabling\"", "\"StatusCode\": 200")
        {
            Normal = system => Do(() => ReadFromStream(system, "StreamProcessor", TimeSpan.FromSeconds(1))),
            Faulty = system => Do(() => ReadFromStream(system, "StreamProcessor", TimeSpan.FromSeconds(40))),
            MinutesToRing = 5,
        },
        ["transcode-failures"] = new("TranscodesFailed", Beyond, "\"PolicyNames\"", "s3:GetObject")
        {
            Faulty = system => Do(() => OwnMetrics.Write(system.Services, FunctionMetric.TranscodesFailed.Name, 1)),
        },
    };

    private static Task Do(Action fault)
    {
        fault();
        return Task.CompletedTask;
    }

    private static void Publish(RunbookSystem system, string code)
    {
        var function = system.Stack.OfType("AWS::CloudFront::Function").Single();
        system.Services.GetRequiredService<EdgeFunctionRegistry>().Publish(function.GetAtt("FunctionARN"), function.Properties["Name"]!.ToString(), code, store: null);
    }

    // The last record of a batch is this old when the function gets it.
    private static void ReadFromStream(RunbookSystem system, string handler, TimeSpan age) =>
        system.Services.GetRequiredService<FunctionRegistry>().Find(handler)!.Metrics.RecordIteratorAge(system.Now - age);

    private static async Task DecideAsync(RunbookSystem system, int requests, int decisions)
    {
        for (var i = 0; i < requests; i++)
        {
            await system.ViewAsync(Feed);
        }

        OwnMetrics.Write(system.Services, FunctionMetric.FallbackDecisions.Name, decisions);
    }

    private static void Enable(RunbookSystem system, string handler, bool isEnabled)
    {
        var schedules = system.Services.GetRequiredService<ScheduleRegistry>();
        var definition = schedules.List().Single(schedule => schedule.Definition.Target.Arn.EndsWith($":{system.FunctionName(handler)}", StringComparison.Ordinal)).Definition;
        var document = (JsonObject)definition.Document.DeepClone();
        document["State"] = isEnabled ? "ENABLED" : "DISABLED";
        schedules.Update(definition with { IsEnabled = isEnabled, Document = document });
    }
}
