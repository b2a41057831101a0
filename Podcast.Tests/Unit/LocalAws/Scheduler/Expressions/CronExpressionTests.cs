using System.Globalization;
using CsCheck;
using Podcast.LocalAws.Scheduler.Expressions;

namespace Podcast.Tests.Unit.LocalAws.Scheduler.Expressions;

public sealed class CronExpressionTests
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(8);

    private static readonly string[] Zones =
        ["UTC", "America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/Santiago"];

    // Around these days a zone's clocks change, or a month or a leap year does.
    private static readonly string[] Turns =
    [
        "2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "2026-02-15", "2026-03-22", "2026-09-06",
        "2024-02-29", "2026-12-31", "2027-01-31",
    ];

    [Theory]
    [InlineData("15 10 ? * 6L 2022-2023", "2022-01-01T00:00", "2022-01-28T10:15")]
    [InlineData("0 8 1 * ? *", "2026-03-01T08:00", "2026-04-01T08:00")]
    [InlineData("0 8 ? * MON#1 *", "2026-03-03T00:00", "2026-04-06T08:00")]
    [InlineData("0 8 ? * 3#2 *", "2026-03-01T00:00", "2026-03-10T08:00")]
    [InlineData("0 0 ? * 6#5 *", "2026-02-01T00:00", "2026-05-29T00:00")]
    [InlineData("0 0 L 2 ? *", "2026-03-01T00:00", "2027-02-28T00:00")]
    [InlineData("0 0 L 2 ? *", "2027-03-01T00:00", "2028-02-29T00:00")]
    [InlineData("0 0 LW * ? *", "2026-02-01T00:00", "2026-02-27T00:00")]
    [InlineData("0 0 3W * ? *", "2026-10-01T00:00", "2026-10-02T00:00")]
    [InlineData("0 0 1W * ? *", "2026-07-31T00:00", "2026-08-03T00:00")]
    [InlineData("0 0 31W * ? *", "2026-02-01T00:00", "2026-03-31T00:00")]
    [InlineData("1/10 * * * ? *", "2026-03-01T00:02", "2026-03-01T00:11")]
    [InlineData("1/10 * * * ? *", "2026-03-01T00:51", "2026-03-01T01:01")]
    [InlineData("0/15 9-17/4 ? JAN,MAR MON-FRI *", "2026-03-06T17:45", "2026-03-09T09:00")]
    [InlineData("0 12 29 2 ? *", "2096-02-29T12:00", "2104-02-29T12:00")]
    [InlineData("0 0 ? * L *", "2026-03-01T00:00", "2026-03-07T00:00")]
    [InlineData("0-15/1 8-8 ? * 2,3,4,5,6,7 *", "2026-03-01T00:00", "2026-03-02T08:00")]
    public void NextAfter_Expression_IsTheDocumentedTime(string fields, string after, string expected) =>
        Assert.Equal(Utc(expected), ScheduleExpression.Parse($"cron({fields})").NextAfter(Utc(after), TimeZoneInfo.Utc, default));

    // Clocks in Dublin go from 01:00 to 02:00, and .NET has it that winter time is the exception there.
    [Theory]
    [InlineData("7 1,4 * * ? 2026", "2026-03-28T22:37", "2026-03-29T03:07")]
    [InlineData("30 1 * * ? *", "2026-10-24T23:00", "2026-10-25T00:30")]
    [InlineData("30 1 * * ? *", "2026-10-25T00:30", "2026-10-26T01:30")]
    public void NextAfter_WhereClocksChange_SkipsWhatIsNotShownAndTakesTheFirstOfTwo(string fields, string after, string expected) =>
        Assert.Equal(
            Utc(expected), ScheduleExpression.Parse($"cron({fields})").NextAfter(Utc(after), TimeZoneInfo.FindSystemTimeZoneById("Europe/Dublin"), default));

    [Theory]
    [InlineData("0 0 30 2 ? *")]
    [InlineData("0 0 1 1 ? 2025")]
    [InlineData("0 0 31W 4 ? *")]
    public void NextAfter_TimesThatNeverCome_IsNull(string fields) =>
        Assert.Null(ScheduleExpression.Parse($"cron({fields})").NextAfter(Utc("2026-03-01T00:00"), TimeZoneInfo.Utc, default));

    [Theory]
    [InlineData("cron(0 0 * * * *)")]
    [InlineData("cron(0 0 ? * ? *)")]
    [InlineData("cron(0 0 1 * MON *)")]
    [InlineData("cron(0 0 * * ?)")]
    [InlineData("cron(60 0 * * ? *)")]
    [InlineData("cron(0 24 * * ? *)")]
    [InlineData("cron(0 0 0 * ? *)")]
    [InlineData("cron(0 0 * 13 ? *)")]
    [InlineData("cron(0 0 ? * 8 *)")]
    [InlineData("cron(0 0 ? * 3#6 *)")]
    [InlineData("cron(0 0 ? * 3#1,6#3 *)")]
    [InlineData("cron(0 0 * * ? 1969)")]
    [InlineData("cron(0 0 * * ? 2200)")]
    [InlineData("cron(5-1 0 * * ? *)")]
    [InlineData("cron(*/0 0 * * ? *)")]
    [InlineData("cron(0, 0 * * ? *)")]
    [InlineData("cron(L 0 * * ? *)")]
    [InlineData("cron(0 0 ? * MON-FRI-SUN *)")]
    [InlineData("cron(0 0 32W * ? *)")]
    [InlineData("cron(0 0 * * ? * *)")]
    [InlineData("cron(0 0 * * ? *")]
    [InlineData("rate(0 minutes)")]
    [InlineData("rate(-5 minutes)")]
    [InlineData("rate(5 seconds)")]
    [InlineData("rate(5minutes)")]
    [InlineData("rate(1.5 hours)")]
    [InlineData("at(2026-02-30T00:00:00)")]
    [InlineData("at(2026-03-01 00:00:00)")]
    [InlineData("at(2026-03-01T00:00)")]
    [InlineData("at(9999-12-31T23:59:59)")]
    [InlineData("every(5 minutes)")]
    [InlineData("")]
    public void Parse_InvalidExpression_FailsWithReason(string text) =>
        Assert.NotEmpty(Assert.Throws<ScheduleExpressionException>(() => ScheduleExpression.Parse(text)).Message);

    [Fact]
    public void NextAfter_AnyExpression_IsThatOfTheOracle() =>
        Gen.Select(Cron, AnyOf(Zones), AnyOf(Turns), Gen.Int[-3 * 24 * 3600, 2 * 24 * 3600]).Sample(
            (fields, zoneId, turn, seconds) =>
            {
                var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
                var after = Utc(turn + "T00:00").AddSeconds(seconds);

                var next = ScheduleExpression.Parse($"cron({fields})").NextAfter(after, zone, default);

                var expected = CronOracle.NextAfter(fields, after, zone, Horizon);
                Assert.Equal(expected, next > after + Horizon ? null : next);
            },
            iter: 400,
            threads: 1);

    private static Gen<string> Cron => Gen.Select(
        Values(0, 59),
        Gen.Frequency((2, Values(0, 23)), (2, Values(0, 4)), (1, Gen.Const("*"))),
        Days,
        Gen.Frequency((3, Gen.Const("*")), (1, Values(1, 12)), (1, AnyOf("JAN,MAR-APR,OCT-DEC", "FEB/1"))),
        AnyOf("*", "*", "2020-2030", "2026", "2025/1"),
        (minutes, hours, days, months, years) => $"{minutes} {hours} {days.Item1} {months} {days.Item2} {years}");

    private static Gen<(string, string)> Days => Gen.Frequency(
        (2, Gen.Const(("*", "?"))),
        (2, Values(1, 31).Select(days => (days, "?"))),
        (1, AnyOf("L", "LW").Select(day => (day, "?"))),
        (1, Gen.Int[1, 31].Select(day => ($"{day}W", "?"))),
        (1, Gen.Select(Gen.Int[1, 31], Gen.Int[1, 28], (nearest, day) => ($"{nearest}W,{day},L", "?"))),
        (2, Values(1, 7).Select(days => ("?", days))),
        (1, AnyOf("MON-FRI", "SUN", "SAT,TUE", "L", "FRIL", "1L,4").Select(days => ("?", days))),
        (1, Gen.Select(Gen.Int[1, 7], Gen.Int[1, 5], (day, which) => ("?", $"{day}#{which}"))));

    private static Gen<string> AnyOf(params string[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static Gen<string> Values(int from, int to)
    {
        var value = Gen.Int[from, to];
        var range = Gen.Select(value, value, (a, b) => $"{Math.Min(a, b)}-{Math.Max(a, b)}");
        var step = Gen.Int[1, Math.Max((to - from) / 2, 1)];
        var item = Gen.Frequency(
            (3, value.Select(v => v.ToString(CultureInfo.InvariantCulture))),
            (2, range),
            (1, Gen.Select(range, step, (r, s) => $"{r}/{s}")),
            (1, Gen.Select(value, step, (v, s) => $"{v}/{s}")),
            (1, step.Select(s => $"*/{s}")));
        return item.Array[1, 3].Select(items => string.Join(',', items));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
