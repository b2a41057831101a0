using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.Tests.Integration.NodeSdk;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Operators;

/// <summary>
/// Each runbook is rehearsed: its fault is injected, its alarm rings with the right reason, its commands run as they are written, and the alarm ends. A page without a rehearsal,
/// and one whose command fails, fails the build.
/// </summary>
public sealed class RunbookTests(RunbookSystem system, NodeSdkFixture node) : IClassFixture<RunbookSystem>
{
    private const string Index = "README";

    // From a start on, and after another rehearsal, the longest that an alarm needs to be quiet.
    private const int MinutesToBegin = 190;

    private static readonly string Folder = Path.Combine(SynthesizedTemplate.Repository, "docs", "runbooks");

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != Index).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Runbook_WhenItsFaultIsInjected_LeadsFromTheAlarmToItsEnd(string runbook)
    {
        var rehearsal = Rehearsals.All.GetValueOrDefault(runbook);
        Assert.True(rehearsal is not null, $"docs/runbooks/{runbook}.md is not rehearsed: say in {nameof(Rehearsals)} which fault leads to it.");
        await system.PassMinutesUntilAsync(rehearsal.Alarm, AlarmState.Ok, MinutesToBegin, rehearsal.Normal);

        await rehearsal.Begin(system);
        await system.PassMinutesUntilAsync(rehearsal.Alarm, AlarmState.Alarm, rehearsal.MinutesToRing, async running =>
        {
            running.FaultAt = running.Now;
            await rehearsal.Faulty(running);
        });
        var ringing = await DescribeAsync(rehearsal.Alarm);
        await rehearsal.BeforeCommands(system);
        var output = await RunCommandsAsync(runbook);
        await rehearsal.Repair(system);
        await system.PassMinutesUntilAsync(rehearsal.Alarm, AlarmState.Ok, rehearsal.MinutesToEnd, rehearsal.Normal);
        var ended = await DescribeAsync(rehearsal.Alarm);

        Assert.Equal("ALARM", ringing["StateValue"]!.ToString());
        Assert.Contains(rehearsal.Reason, ringing["StateReason"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"What to do: docs/runbooks/{runbook}.md", ringing["AlarmDescription"]!.ToString(), StringComparison.Ordinal);
        Assert.All(rehearsal.Output, expected => Assert.Contains(expected, output, StringComparison.Ordinal));
        Assert.Equal("OK", ended["StateValue"]!.ToString());
    }

    [Fact]
    public async Task Index_WhileAnAlarmRings_NamesItWithItsReasonAndItsPage()
    {
        var rehearsal = Rehearsals.All["transcode-failures"];
        await system.PassMinutesUntilAsync(rehearsal.Alarm, AlarmState.Ok, MinutesToBegin, rehearsal.Normal);
        await system.PassMinutesUntilAsync(rehearsal.Alarm, AlarmState.Alarm, rehearsal.MinutesToRing, rehearsal.Faulty);

        var output = await RunCommandsAsync(Index);

        var name = system.Alarm(rehearsal.Alarm).Name;
        Assert.Contains($"{name}\tThreshold Crossed: ", output, StringComparison.Ordinal);
        Assert.Contains("docs/runbooks/transcode-failures.md", output, StringComparison.Ordinal);
        Assert.Contains("Alarm updated from OK to ALARM", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OfRunbooks_HasEachWithTheAlarmAndTheOutputOfItsRehearsal()
    {
        var index = await File.ReadAllTextAsync(Path.Combine(Folder, $"{Index}.md"), TestToken);

        Assert.Equal(Names.Select(row => row.Data), Rehearsals.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(Rehearsals.All, pair => Assert.Contains($"| [{pair.Key}]({pair.Key}.md) | `{pair.Value.Alarm}` |", index, StringComparison.Ordinal));
        Assert.All(Names, row => Assert.NotEmpty(RunbookCommands.Read(File.ReadAllText(Path.Combine(Folder, row.Data + ".md")))));
    }

    private async Task<JsonNode> DescribeAsync(string alarm) => JsonNode.Parse(
        await system.Cli.RunAsync($"aws cloudwatch describe-alarms --alarm-names {system.Alarm(alarm).Name} --query 'MetricAlarms[0]'", TestToken))!;

    private async Task<string> RunCommandsAsync(string page)
    {
        var commands = RunbookCommands.Read(await File.ReadAllTextAsync(Path.Combine(Folder, page + ".md"), TestToken));
        var here = commands.Where(command => command.NeededVersion is null).Select(command => command.Fill(system.Placeholders)).ToList();
        var newer = commands.Where(command => command.NeededVersion is not null).Select(command => command.Fill(system.Placeholders)).ToList();
        var output = here.Count == 0 ? "" : await system.Cli.RunAsync(string.Join('\n', here), TestToken);
        return output + (newer.Count == 0 ? "" : await RunBySdkAsync(newer));
    }

    private Task<string> RunBySdkAsync(IReadOnlyList<string> commands) => node.RunAsync(
        "operators.mjs",
        new Dictionary<string, string>
        {
            ["ENDPOINT"] = system.ApiUrl.GetLeftPart(UriPartial.Authority),
            ["AWS_ACCESS_KEY_ID"] = RunbookSystem.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = RunbookSystem.SecretAccessKey,
            ["COMMANDS"] = string.Join('\n', commands),
        },
        TestToken);
}
