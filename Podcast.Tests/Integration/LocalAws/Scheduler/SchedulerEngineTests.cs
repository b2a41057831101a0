using System.Net;
using System.Text.Json.Nodes;
using static Podcast.Tests.Integration.LocalAws.Scheduler.SchedulerSystem;

namespace Podcast.Tests.Integration.LocalAws.Scheduler;

public sealed class SchedulerEngineTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cron_OfTheTemplate_InvokesTheFunctionWithItsContext()
    {
        await using var system = await StartAsync(
            Schedule("every-day", "cron(5 12 * * ? *)", FunctionTarget + """
                , "Input": "{\"arn\":\"<aws.scheduler.schedule-arn>\",\"at\":\"<aws.scheduler.scheduled-time>\",\"attempt\":\"<aws.scheduler.attempt-number>\",\"id\":\"<aws.scheduler.execution-id>\"}"
                """),
            Cancelled);
        using var process = system.Connect();
        var next = process.NextAsync(Cancelled);

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
    public async Task Rate_OfTheTemplate_SendsToTheQueueAtItsDistance()
    {
        await using var system = await StartAsync(Schedule("often", "rate(5 minutes)", QueueTarget), Cancelled);
        var inbox = system.Queue("inbox");

        system.Time.Advance(TimeSpan.FromSeconds(30));
        await EventuallyAsync(() => inbox.Count == 1, Cancelled);
        system.Time.Advance(TimeSpan.FromMinutes(5));
        await EventuallyAsync(() => inbox.Count == 2, Cancelled);
        system.Time.Advance(TimeSpan.FromMinutes(5));
        await EventuallyAsync(() => inbox.Count == 3, Cancelled);

        var times = inbox.Receive(10, TimeSpan.FromMinutes(1)).Select(message => JsonNode.Parse(message.Body)!["time"]!.ToString());
        Assert.Equal(["2026-03-01T12:01:00Z", "2026-03-01T12:06:00Z", "2026-03-01T12:11:00Z"], times);
    }

    [Fact]
    public async Task RunNow_OfASchedule_InvokesItsTargetAtOnce()
    {
        await using var system = await StartAsync(Schedule("never", "cron(0 0 1 1 ? 2199)", QueueTarget + """, "Input": "now" """, """ "State": "DISABLED", """), Cancelled);

        using var response = await system.Http.PostAsync(new Uri(system.ApiUrl, "/_localaws/schedules/default/never/run"), null, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("now", Assert.Single(system.Queue("inbox").Receive(10, TimeSpan.Zero)).Body);
    }
}
