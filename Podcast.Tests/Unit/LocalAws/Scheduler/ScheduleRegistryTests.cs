using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Scheduler;

namespace Podcast.Tests.Unit.LocalAws.Scheduler;

public sealed class ScheduleRegistryTests
{
    private static readonly ScheduleKey Key = new("default", "s");

    // America/New_York in 2026: clocks go forward on March 8 at 2:00, back on November 1 at 2:00. Australia/Lord_Howe moves by half an hour:
    // back on April 5 at 2:00, forward on October 4 at 2:00.
    [Theory]
    [InlineData("cron(30 2 * * ? *)", "America/New_York", 364)]
    [InlineData("cron(30 1 * * ? *)", "America/New_York", 365)]
    [InlineData("cron(0 3 * * ? *)", "America/New_York", 365)]
    [InlineData("cron(0 * * * ? *)", "America/New_York", (365 * 24) - 1)]
    [InlineData("cron(0/30 1-2 * * ? *)", "America/New_York", (365 * 4) - 2)]
    [InlineData("cron(15 2 * * ? *)", "Australia/Lord_Howe", 364)]
    [InlineData("cron(45 1 * * ? *)", "Australia/Lord_Howe", 365)]
    [InlineData("cron(30 2 * * ? *)", "UTC", 365)]
    [InlineData("cron(30 2 * * ? *)", "Asia/Kolkata", 365)]
    [InlineData("rate(1 day)", "America/New_York", 365)]
    [InlineData("at(2026-03-08T02:30:00)", "America/New_York", 0)]
    [InlineData("at(2026-11-01T01:30:00)", "America/New_York", 1)]
    public void TakeDue_OverAYearOfClockChanges_TakesEachOccurrenceOnce(string expression, string zone, int expected)
    {
        var offset = TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, offset));
        var end = new DateTimeOffset(2027, 1, 1, 0, 0, 0, offset);
        var (registry, schedule) = Create(time, expression, zone);
        var taken = new List<DateTimeOffset>();

        while (schedule.NextAt is { } next && next < end)
        {
            time.SetUtcNow(next);
            taken.AddRange(registry.TakeDue(next, out _).Select(due => due.Occurrence));
        }

        Assert.Equal(expected, taken.Count);
        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    [Fact]
    public void NextAt_InHourThatComesTwice_IsTheFirst()
    {
        var time = new FakeTimeProvider(Utc("2026-11-01T05:00:00Z"));
        var (registry, schedule) = Create(time, "cron(30 1 * * ? *)", "America/New_York");

        Assert.Equal(Utc("2026-11-01T05:30:00Z"), schedule.NextAt);
        time.SetUtcNow(Utc("2026-11-01T06:29:00Z"));
        registry.TakeDue(time.GetUtcNow(), out var next);
        Assert.Equal(Utc("2026-11-02T06:30:00Z"), next);
    }

    [Fact]
    public void TakeDue_AfterALongSleep_TakesTheLastThatWasMissed()
    {
        var time = new FakeTimeProvider(Utc("2026-03-01T00:00:00Z"));
        var (registry, _) = Create(time, "rate(5 minutes)");
        time.SetUtcNow(Utc("2026-03-01T08:02:00Z"));

        var due = Assert.Single(registry.TakeDue(time.GetUtcNow(), out var next));

        Assert.Equal(Utc("2026-03-01T08:00:00Z"), due.Occurrence);
        Assert.Equal(Utc("2026-03-01T08:05:00Z"), next);
    }

    [Fact]
    public void NextAt_WithStartAndEnd_StaysBetweenThem()
    {
        var time = new FakeTimeProvider(Utc("2026-03-01T00:00:00Z"));
        var (registry, schedule) = Create(time, "rate(1 hour)", more: """ "StartDate": "2026-03-01T10:20:00Z", "EndDate": "2026-03-01T12:20:00Z" """);
        var taken = new List<DateTimeOffset>();

        while (schedule.NextAt is { } next)
        {
            time.SetUtcNow(next);
            taken.AddRange(registry.TakeDue(next, out _).Select(due => due.Occurrence));
        }

        Assert.Equal([Utc("2026-03-01T10:20:00Z"), Utc("2026-03-01T11:20:00Z")], taken);
    }

    [Fact]
    public void TakeDue_DisabledSchedule_TakesNothing()
    {
        var time = new FakeTimeProvider(Utc("2026-03-01T00:00:00Z"));
        var (registry, _) = Create(time, "rate(1 hour)", more: """ "State": "DISABLED" """);
        time.Advance(TimeSpan.FromHours(3));

        Assert.Empty(registry.TakeDue(time.GetUtcNow(), out var next));
        Assert.Null(next);
    }

    [Fact]
    public void Report_LastRunOfOneThatDeletesItself_DeletesIt()
    {
        var time = new FakeTimeProvider(Utc("2026-03-01T00:00:00Z"));
        var (registry, schedule) = Create(time, "at(2026-03-01T01:00:00)", more: """ "ActionAfterCompletion": "DELETE" """);
        time.Advance(TimeSpan.FromHours(1));
        var due = Assert.Single(registry.TakeDue(time.GetUtcNow(), out _));

        registry.Report(schedule, new(due.Occurrence, RunOutcome.Retrying, 1, "Throttled"));
        Assert.NotNull(registry.Find(Key));
        registry.Report(schedule, new(due.Occurrence, RunOutcome.Delivered, 2));
        Assert.Null(registry.Find(Key));
    }

    private static (ScheduleRegistry Registry, Schedule Schedule) Create(
        FakeTimeProvider time, string expression, string zone = "UTC", string more = """ "State": "ENABLED" """)
    {
        var registry = new ScheduleRegistry(new LocalAwsOptions(), time);
        var members = JsonNode.Parse($$"""
            { "ScheduleExpression": "{{expression}}", "ScheduleExpressionTimezone": "{{zone}}", "FlexibleTimeWindow": { "Mode": "OFF" }, {{more}},
              "Target": { "Arn": "arn:aws:sqs:us-east-1:000000000000:q", "RoleArn": "arn:aws:iam::000000000000:role/r" } }
            """)!.AsObject();
        return (registry, registry.Create(ScheduleReader.Read(Key, members)));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
