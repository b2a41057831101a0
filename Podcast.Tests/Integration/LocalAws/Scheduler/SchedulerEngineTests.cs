using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Scheduler;
using Podcast.LocalAws.Template;
using static Podcast.Tests.Integration.LocalAws.Scheduler.SchedulerSystem;

namespace Podcast.Tests.Integration.LocalAws.Scheduler;

public sealed class SchedulerEngineTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cron_Template_InvokesTheFunctionWithItsContext()
    {
        await using var system = await StartAsync(
            Schedule("every-day", "cron(5 12 * * ? *)", FunctionTarget + """
                , "Input": "{\"arn\":\"<aws.scheduler.schedule-arn>\",\"at\":\"<aws.scheduler.scheduled-time>\",\"attempt\":\"<aws.scheduler.attempt-number>\",\"id\":\"<aws.scheduler.execution-id>\"}"
                """),
            TestToken);
        using var process = system.Connect();
        var next = process.NextAsync(TestToken);

        system.Time.Advance(TimeSpan.FromSeconds(269));
        Assert.False(next.IsCompleted);
        system.Time.Advance(TimeSpan.FromSeconds(1));

        var input = JsonNode.Parse((await next).Payload)!;
        Assert.Equal("arn:aws:scheduler:us-east-1:000000000000:schedule/default/every-day", input["arn"]!.ToString());
        Assert.Equal("2026-03-01T12:05:00Z", input["at"]!.ToString());
        Assert.Equal("1", input["attempt"]!.ToString());
        Assert.Equal(16, input["id"]!.ToString().Length);
    }

    [Fact]
    public async Task Rate_Template_SendsToTheQueueAtItsDistance()
    {
        await using var system = await StartAsync(Schedule("often", "rate(5 minutes)", QueueTarget), TestToken);
        var inbox = system.Queue("inbox");

        system.Time.Advance(TimeSpan.FromSeconds(30));
        await EventuallyAsync(() => inbox.Count == 1, TestToken);
        system.Time.Advance(TimeSpan.FromMinutes(5));
        await EventuallyAsync(() => inbox.Count == 2, TestToken);
        system.Time.Advance(TimeSpan.FromMinutes(5));
        await EventuallyAsync(() => inbox.Count == 3, TestToken);

        var times = inbox.Receive(10, TimeSpan.FromMinutes(1)).Select(message => JsonNode.Parse(message.Body)!["time"]!.ToString());
        Assert.Equal(["2026-03-01T12:01:00Z", "2026-03-01T12:06:00Z", "2026-03-01T12:11:00Z"], times);
    }

    [Fact]
    public async Task RunNow_Schedule_InvokesItsTargetImmediately()
    {
        await using var system = await StartAsync(Schedule("never", "cron(0 0 1 1 ? 2199)", QueueTarget + """, "Input": "now" """, """ "State": "DISABLED", """), TestToken);

        using var response = await system.Http.PostAsync(new Uri(system.ApiUrl, "/_localaws/schedules/default/never/run"), null, TestToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("now", Assert.Single(system.Queue("inbox").Receive(10, TimeSpan.Zero)).Body);
    }

    [Fact]
    public async Task Throttling_Target_IsRetriedWithBackOffUntilItIsDelivered()
    {
        await using var system = await StartAsync(
            Schedule("often", "rate(1 hour)", QueueTarget + """, "Input": "attempt <aws.scheduler.attempt-number>" """), TestToken);
        using var fault = Faults(system).Use(new("sqs", FaultKind.Throttle, "SendMessage", Count: 3));
        system.Time.Advance(TimeSpan.FromSeconds(30));

        foreach (var (attempts, backOff) in new[] { (1, 1), (2, 2), (3, 4) })
        {
            await EventuallyAsync(() => Run(system, "often")?.Attempts == attempts, TestToken);
            Assert.Equal(RunOutcome.Retrying, Run(system, "often")!.Outcome);
            system.Time.Advance(TimeSpan.FromSeconds(backOff));
        }

        await EventuallyAsync(() => Run(system, "often")?.Outcome == RunOutcome.Delivered, TestToken);
        Assert.Equal("attempt 4", Assert.Single(system.Queue("inbox").Receive(10, TimeSpan.Zero)).Body);
    }

    [Fact]
    public async Task Throttling_BeyondTheRetries_GoesToTheDeadLetterQueueWithItsReason()
    {
        await using var system = await StartAsync(
            Schedule("often", "rate(1 hour)", FunctionTarget + $$""", {{DeadLetters}}, "Input": "{\"n\":1}", "RetryPolicy": { "MaximumRetryAttempts": 1 } """), TestToken);
        using var fault = Faults(system).Use(new("lambda", FaultKind.Throttle));
        system.Time.Advance(TimeSpan.FromSeconds(30));
        await EventuallyAsync(() => Run(system, "often")?.Attempts == 1, TestToken);
        system.Time.Advance(TimeSpan.FromSeconds(1));
        await EventuallyAsync(() => system.Queue("dead").Count == 1 && SumOf(system, "InvocationsSentToDeadLetterCount") == 1, TestToken);

        Assert.Equal((2, 2, 0), (SumOf(system, "InvocationAttemptCount"), SumOf(system, "TargetErrorCount"), SumOf(system, "InvocationDroppedCount")));
        var message = Assert.Single(system.Queue("dead").Receive(10, TimeSpan.Zero));
        Assert.Equal("""{"n":1}""", message.Body);
        var attributes = message.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.Text!);
        Assert.Equal(16, attributes["EXECUTION_ID"].Length);
        attributes.Remove("EXECUTION_ID");
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ERROR_CODE"] = "TooManyRequestsException",
                ["ERROR_MESSAGE"] = "Rate Exceeded.",
                ["EXHAUSTED_RETRY_CONDITION"] = "MaximumRetryAttempts",
                ["IS_PAYLOAD_TRUNCATED"] = "false",
                ["RETRY_ATTEMPTS"] = "1",
                ["SCHEDULED_TIME"] = "2026-03-01T12:01:00Z",
                ["SCHEDULE_ARN"] = "arn:aws:scheduler:us-east-1:000000000000:schedule/default/often",
                ["TARGET_ARN"] = "arn:aws:scheduler:::aws-sdk:lambda:invoke",
            },
            attributes);
    }

    [Fact]
    public async Task Failure_BeyondTheMaximumAge_GoesToTheDeadLetterQueue()
    {
        await using var system = await StartAsync(
            Schedule("often", "rate(1 day)", FunctionTarget + $$""", {{DeadLetters}}, "RetryPolicy": { "MaximumEventAgeInSeconds": 60 } """), TestToken);
        using var fault = Faults(system).Use(new("lambda", FaultKind.Outage));
        system.Time.Advance(TimeSpan.FromSeconds(30));

        // 1, 2, 4, 8 and 16 seconds: the next wait would end after 63.
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var seen = attempt;
            await EventuallyAsync(() => Run(system, "often")?.Attempts == seen, TestToken);
            system.Time.Advance(TimeSpan.FromSeconds(1 << (attempt - 1)));
        }

        await EventuallyAsync(() => system.Queue("dead").Count == 1, TestToken);
        var message = Assert.Single(system.Queue("dead").Receive(10, TimeSpan.Zero));
        Assert.Equal(("MaximumEventAgeInSeconds", "5"), (message.Attributes["EXHAUSTED_RETRY_CONDITION"].Text, message.Attributes["RETRY_ATTEMPTS"].Text));
    }

    [Fact]
    public async Task Refusal_Target_IsNotRetried()
    {
        await using var system = await StartAsync(
            Schedule("often", "rate(1 hour)", """ "Arn": "arn:aws:lambda:us-east-1:000000000000:function:forbidden" """ + $", {DeadLetters}"), TestToken);
        system.Time.Advance(TimeSpan.FromSeconds(30));
        await EventuallyAsync(() => system.Queue("dead").Count == 1, TestToken);

        var message = Assert.Single(system.Queue("dead").Receive(10, TimeSpan.Zero));
        Assert.Contains(message.Attributes["ERROR_CODE"].Text, (string[])["AccessDeniedException", "ResourceNotFoundException"]);
        Assert.Equal("0", message.Attributes["RETRY_ATTEMPTS"].Text);
        Assert.False(message.Attributes.ContainsKey("EXHAUSTED_RETRY_CONDITION"));
    }

    [Fact]
    public async Task FlexibleWindow_Schedule_RunsInsideOfIt()
    {
        await using var system = await StartAsync(
            Schedule("often", "rate(1 day)", QueueTarget).Replace("\"Mode\": \"OFF\"", "\"Mode\": \"FLEXIBLE\", \"MaximumWindowInMinutes\": 10", StringComparison.Ordinal), TestToken);
        var began = system.Time.GetUtcNow();
        system.Time.Advance(TimeSpan.FromSeconds(30));

        while (system.Queue("inbox").Count == 0)
        {
            system.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TestToken);
        }

        Assert.InRange(system.Time.GetUtcNow() - began, TimeSpan.FromSeconds(31), TimeSpan.FromMinutes(15));
        Assert.Equal("2026-03-01T12:01:00Z", JsonNode.Parse(Assert.Single(system.Queue("inbox").Receive(1, TimeSpan.Zero)).Body)!["time"]!.ToString());
    }

    [Fact]
    public async Task Start_WithRoleThatDoesNotTrustTheScheduler_FailsWithReason()
    {
        var refused = await Assert.ThrowsAsync<TemplateException>(() => StartAsync(
            Schedule("often", "rate(1 hour)", QueueTarget).Replace("\"SchedulerRole\"", "\"Role\"", StringComparison.Ordinal), TestToken));

        Assert.Contains("often: ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.", refused.Message, StringComparison.Ordinal);
    }

    private static FaultInjector Faults(SchedulerSystem system) => system.Services.GetRequiredService<FaultInjector>();

    private static ScheduleRun? Run(SchedulerSystem system, string name) =>
        system.Services.GetRequiredService<ScheduleRegistry>().Get(new("default", name)).LastRun;

    // Of the metrics of the schedule's group.
    private static double SumOf(SchedulerSystem system, string metric) =>
        system.Services.GetRequiredService<MetricStore>().Find(new("AWS/Scheduler", metric, KeyValuePair.Create("ScheduleGroup", "default")))?
            .Read(SchedulerSystem.Start.AddHours(-1), TimeSpan.FromHours(12), 1)[0].Sum ?? 0;
}
