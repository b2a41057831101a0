using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Logs;
using Podcast.LocalAws.Sqs;
using Podcast.Tests.Integration.NodeSdk;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Operators;

/// <summary>Every command of every runbook is run as it is written, against what the template deploys: a runbook whose command fails fails the build.</summary>
[Collection(nameof(RunbookSystem))]
public sealed class RunbookTests(RunbookSystem system, NodeSdkFixture node)
{
    private static readonly string Folder = Path.Combine(SynthesizedTemplate.Repository, "docs", "runbooks");

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Runbook_Commands_RunAsWritten(string runbook)
    {
        var commands = RunbookCommands.Read(await File.ReadAllTextAsync(Path.Combine(Folder, runbook + ".md"), TestToken));
        var here = commands.Where(command => command.NeededVersion is null).Select(command => command.Fill(system.Placeholders)).ToList();
        var newer = commands.Where(command => command.NeededVersion is not null).Select(command => command.Fill(system.Placeholders)).ToList();
        await InjectFaultAsync(runbook);

        var output = here.Count == 0 ? "" : await system.Cli.RunAsync(string.Join('\n', here), TestToken);
        var sdkOutput = newer.Count == 0 ? "" : await RunBySdkAsync(newer);

        foreach (var expected in Expected(runbook))
        {
            Assert.Contains(expected, output + sdkOutput, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Runbooks_All_HaveCommandsOrSayThatTheyNeedNone() =>
        Assert.Equal(
            ["drift"],
            Names.Select(row => row.Data).Where(name => RunbookCommands.Read(File.ReadAllText(Path.Combine(Folder, name + ".md"))).Count == 0));

    // What an operator is to see of the fault.
    private static string[] Expected(string runbook) => runbook switch
    {
        "dead-letters" => ["a change that was given up", "replayed"],
        "edge-errors" => ["OriginError", "\"KeyState\": \"Enabled\""],
        "edge-function" => ["\"Stage\": \"LIVE\"", "something in the edge function"],
        "events-behind" => ["\"LastProcessingResult\"", "\"State\": \"Enabled\""],
        "fallback-rate" => ["\"StatusCode\": 200"],
        "function-errors" => ["something is broken"],
        "function-throttles" => ["\"UnreservedConcurrentExecutions\""],
        "schedules" => ["\"State\": \"ENABLED\"", "\"StatusCode\": 200"],
        "store-full" => ["TotalSizeInBytes"],
        "stream-behind" => ["\"State\": \"Disabling\"", "\"State\": \"Enabling\"", "\"StatusCode\": 200"],
        "transcode-failures" => ["\"PolicyNames\"", "s3:GetObject"],
        _ => [],
    };

    private async Task InjectFaultAsync(string runbook)
    {
        switch (runbook)
        {
            case "dead-letters":
                system.Services.GetRequiredService<IQueueSender>().Send(QueueArn("FailedChangesUrl"), """{"reason":"a change that was given up"}""");
                break;
            case "edge-errors":
                await system.Cli.RunAsync(
                    $$"""
                    printf '%s\n' '{"sc-status":"502","x-edge-detailed-result-type":"OriginError","sc-content-type":"text/html"}' | gzip > log.gz
                    aws s3 cp log.gz s3://{{system.Stack.Outputs["LogBucket"]}}/AWSLogs/{{system.Stack.AccountId}}/CloudFront/{{system.Stack.Outputs["DistributionId"]}}/2026/03/01/12/log.gz
                    """,
                    TestToken);
                break;
            case "edge-function":
                Write($"/aws/cloudfront/function/{system.Placeholders["name"]}", "id something in the edge function");
                break;
            case "function-errors":
                Write(system.LogGroup("Reconcile"), """{"level":"Error","message":"something is broken"}""");
                break;
        }
    }

    private void Write(string group, string line) => system.Services.GetRequiredService<LogGroups>()
        .Write(new("function", group, "stream", DateTimeOffset.UtcNow, line));

    private string QueueArn(string output) => system.Services.GetRequiredService<QueueRegistry>().FindByUrl(system.Stack.Outputs[output])!.Arn;

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
