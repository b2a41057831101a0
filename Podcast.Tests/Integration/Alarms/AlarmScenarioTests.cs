using Podcast.Functions.Hosting;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Host.Faults;

namespace Podcast.Tests.Integration.Alarms;

/// <summary>A fault, the alarms that ring, and those alone; then its end. The functions' own metrics are those of the runs that the sync and catalog tests prove.</summary>
public sealed class AlarmScenarioTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoFault_ForTenMinutes_RingsNothing()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);

        await system.PassMinutesAsync(10, () => system.InvokeAsync("Feeds", TestToken), TestToken);

        Assert.Empty(NamesOf(system));
    }

    [Fact]
    public async Task Traffic_ForTenMinutes_RingsNothing()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        var minute = 0;

        await system.PassMinutesAsync(10, TrafficAsync, TestToken);

        Assert.Empty(NamesOf(system));
        Assert.Equal(50 * 10, system.SumOf("AWS/CloudFront", "Requests"));
        Assert.Equal(10 * 10, system.SumOf("AWS/Lambda", "Invocations", "Feeds"));
        Assert.Equal(3 * 10, system.SumOf("AWS/Lambda", "Invocations", "StreamProcessor"));

        // Plays, feeds and guesses of tokens at the edge; feeds and a few decisions from the table behind it; subscribers that change, uploads that become audio.
        async Task TrafficAsync()
        {
            minute++;
            for (var i = 0; i < 50; i++)
            {
                await system.ViewAsync(TestToken, i % 2 == 0 ? AlarmSystem.Feed : AlarmSystem.Media);
            }

            for (var i = 0; i < 10; i++)
            {
                await system.InvokeAsync("Feeds", TestToken);
                await system.InvokeAsync("Webhooks", TestToken);
                await system.InvokeAsync("PublisherApi", TestToken);
            }

            await system.InvokeAsync("Entitlements", TestToken);
            system.Write(FunctionMetric.FallbackDecisions.Name, 1);
            foreach (var handler in (string[])["StreamProcessor", "EventPublisher"])
            {
                for (var i = 0; i < 3; i++)
                {
                    await system.InvokeAsync(handler, TestToken);
                    system.ReadFromStream(handler, TimeSpan.FromSeconds(2));
                }
            }

            system.Write(FunctionMetric.SyncLag.Name, 0.4 + (0.01 * minute));
            system.Write(FunctionMetric.StoreSize.Name, 500_000 + (1_000 * minute));
            system.Write(FunctionMetric.KeysWritten.Name, 12);
            await system.InvokeAsync("TranscodingEvents", TestToken);
            system.Write(FunctionMetric.TranscodesCompleted.Name, 1);
            await system.InvokeAsync("DownloadCounter", TestToken);
            system.Write(FunctionMetric.KeysDrifted.Name, 0);
        }
    }

    [Fact]
    public async Task Schedule_ThatHasNotRunSinceTheStart_RingsAfterAnHourAndNotBefore()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);

        await system.PassMinutesAsync(59, Nothing, TestToken, notScheduled: "AutoTranscoding");
        Assert.Empty(NamesOf(system));
        await system.PassMinutesAsync(3, Nothing, TestToken, notScheduled: "AutoTranscoding");

        AssertRings(system, "was less than the threshold (1.0)", "AutoTranscodingNotRun");
    }

    [Theory]
    [InlineData("Feeds", nameof(FaultKind.Kill), "FeedsErrors")]
    [InlineData("Entitlements", nameof(FaultKind.Kill), "EntitlementsErrors")]
    [InlineData("StreamProcessor", nameof(FaultKind.Kill), "StreamProcessorErrors")]
    [InlineData("SubscriberCleanup", nameof(FaultKind.Kill), "SubscriberCleanupErrors")]
    [InlineData("PublisherApi", nameof(FaultKind.Throttle), "PublisherApiThrottles")]
    [InlineData("Webhooks", nameof(FaultKind.Throttle), "WebhooksThrottles")]
    public async Task Function_ThatFailsOrIsThrottled_RingsItsAlarm(string handler, string kind, string alarm)
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        Task Invoke() => system.InvokeAsync(handler, TestToken);
        await system.PassMinutesAsync(3, Invoke, TestToken);

        using (system.Faults.Use(new Fault(FaultServices.Function, Enum.Parse<FaultKind>(kind), handler)))
        {
            await system.PassMinutesAsync(2, Invoke, TestToken);
        }

        AssertRings(system, "greater than the threshold", alarm);
        await system.PassMinutesAsync(10, Invoke, TestToken);
        Assert.Empty(NamesOf(system));
    }

    [Fact]
    public async Task Queue_WithADeadLetter_RingsUntilItIsTakenAway()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(1, Nothing, TestToken);

        var queue = system.QueueOf("SubscriberChangesFailures");
        queue.Send("{}");
        await system.PassMinutesAsync(1, Nothing, TestToken);

        AssertRings(system, "1 out of the last 1 datapoints [1.0 ", "SubscriberChangesFailures");
        Assert.True(queue.TryPurge());
        await system.PassMinutesAsync(6, Nothing, TestToken);
        Assert.Empty(NamesOf(system));
    }

    [Theory]
    [InlineData("podcast.sync.lag", 9, 20, 20, "SyncLag")]
    [InlineData("podcast.kvs.size", 4_000_000, 2, 62, "StoreNearlyFull")]
    [InlineData("podcast.kvs.keys_drifted", 3, 2, 62, "Drift")]
    [InlineData("podcast.transcodes.failed", 1, 2, 10, "TranscodesFailed")]
    public async Task FunctionMetric_BeyondItsThreshold_RingsItsAlarm(string metric, double value, int minutesBeyond, int minutesWithin, string alarm)
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(1, () => Write(0), TestToken);

        await system.PassMinutesAsync(minutesBeyond, () => Write(value), TestToken);

        AssertRings(system, "greater than the threshold", alarm);
        await system.PassMinutesAsync(minutesWithin, () => Write(0), TestToken);
        Assert.Empty(NamesOf(system));

        Task Write(double written)
        {
            system.Write(metric, written);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Stream_ThatIsReadLate_RingsAfterThreePeriods()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(2, () => Read(1), TestToken);

        await system.PassMinutesAsync(2, () => Read(40), TestToken);
        Assert.Empty(NamesOf(system));
        await system.PassMinutesAsync(1, () => Read(40), TestToken);

        AssertRings(system, "3 out of the last 3 datapoints", "StreamBehind");
        await system.PassMinutesAsync(1, () => Read(1), TestToken);
        Assert.Empty(NamesOf(system));

        Task Read(int seconds)
        {
            system.ReadFromStream("StreamProcessor", TimeSpan.FromSeconds(seconds));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Schedule_ThatDoesNotRun_RingsAfterAnHour()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(2, Nothing, TestToken);

        await system.PassMinutesAsync(58, Nothing, TestToken, notScheduled: "AutoTranscoding");
        Assert.Empty(NamesOf(system));
        await system.PassMinutesAsync(3, Nothing, TestToken, notScheduled: "AutoTranscoding");

        AssertRings(system, "was less than the threshold (1.0)", "AutoTranscodingNotRun");
        await system.PassMinutesAsync(1, Nothing, TestToken);
        Assert.Empty(NamesOf(system));
    }

    [Fact]
    public async Task EdgeFunction_ThatFails_RingsForItAndForTheErrorsOfViewers()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);
        await system.PassMinutesAsync(1, View, TestToken);

        system.PublishEdgeFunction("async function handler(event) { return event.nothing.at.all; }");
        await system.PassMinutesAsync(11, View, TestToken);

        AssertRings(system, "greater than the threshold", "EdgeErrors", "EdgeFunctionErrors");
        await system.RestoreEdgeFunctionAsync(TestToken);
        await system.PassMinutesAsync(6, View, TestToken);
        Assert.Empty(NamesOf(system));

        Task View() => system.ViewAsync(TestToken);
    }

    [Fact]
    public async Task Fallback_ThatDecidesTooMuch_RingsWhereThereIsTraffic()
    {
        await using var system = await AlarmSystem.StartAsync(TestToken);

        // A tenth of a few requests is no sign of anything.
        await system.PassMinutesAsync(16, () => TrafficAsync(requests: 10, decisions: 1), TestToken);
        Assert.Empty(NamesOf(system));
        await system.PassMinutesAsync(16, () => TrafficAsync(requests: 30, decisions: 3), TestToken);

        AssertRings(system, "3 out of the last 3 datapoints", "FallbackRate");
        await system.PassMinutesAsync(6, () => TrafficAsync(requests: 30, decisions: 0), TestToken);
        Assert.Empty(NamesOf(system));

        async Task TrafficAsync(int requests, int decisions)
        {
            for (var i = 0; i < requests; i++)
            {
                await system.ViewAsync(TestToken);
            }

            system.Write("podcast.fallback.decisions", decisions);
        }
    }

    private static Task Nothing() => Task.CompletedTask;

    private static void AssertRings(AlarmSystem system, string reason, params string[] names)
    {
        Assert.Equal(names, NamesOf(system));
        Assert.All(system.Ringing, alarm => Assert.Contains(reason, alarm.Current.Reason, StringComparison.Ordinal));
    }

    // As the template's constructs are named: the logical id has a hash at its end.
    private static IEnumerable<string> NamesOf(AlarmSystem system) =>
        system.Ringing.Select(alarm => alarm.Configuration.LogicalId["ObservabilityAlarms".Length..^8]).Order(StringComparer.Ordinal);
}
