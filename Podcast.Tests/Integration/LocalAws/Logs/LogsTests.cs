using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Logs;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Logs;

/// <summary>CloudWatch Logs as the AWS CLI sees it.</summary>
public sealed class LogsTests : IAsyncLifetime
{
    private const string Template = """
        {
          "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
            "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "the-group", "RetentionInDays": 30 } },
            "Plain": { "Type": "AWS::Lambda::Function", "Properties": {
              "FunctionName": "plain", "Handler": "Plain", "Role": { "Fn::GetAtt": ["Role", "Arn"] } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer _server = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template, TestToken);
        _server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = template, AccessKeyId = LambdaFixture.AccessKeyId, SecretAccessKey = LambdaFixture.SecretAccessKey }, cancellationToken: TestToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Cli_WhatAFunctionWrote_IsListedFilteredAndTailed()
    {
        var now = DateTimeOffset.UtcNow;
        Write("""{"level":"Error","text":"broke"}""", now.AddMinutes(-3));
        Write("""{"level":"Information","text":"fine"}""", now.AddMinutes(-2), "two");
        Write("a plain line", now.AddMinutes(-1));
        Write("too long ago", now.AddDays(-31));

        var output = await RunAsync("""
            aws logs describe-log-groups --query 'logGroups[].[logGroupName,retentionInDays]' --output text
            echo ---
            aws logs describe-log-streams --log-group-name the-group --order-by LastEventTime --descending --query 'logStreams[].logStreamName' --output text
            echo ---
            aws logs tail the-group --since 1h --format short | cut -c 21-
            echo ---
            aws logs tail the-group --since 1h --format short --filter-pattern '{ $.level = "Error" || $.log_level = "Error" }' | cut -c 21-
            echo ---
            aws logs filter-log-events --log-group-name the-group --log-stream-names two --query 'events[].message' --output text
            echo ---
            aws logs get-log-events --log-group-name the-group --log-stream-name one --limit 1 --query 'events[].message' --output text
            echo ---
            aws logs get-log-events --log-group-name the-group --log-stream-name one --start-from-head --limit 1 --query 'events[].message' --output text
            echo ---
            aws logs filter-log-events --log-group-name the-group --page-size 1 --query 'length(events)' --output text
            """);

        Assert.Equal(
            [
                "the-group\t30",
                "one\ttwo",
                "{\"level\":\"Error\",\"text\":\"broke\"}\n{\"level\":\"Information\",\"text\":\"fine\"}\na plain line",
                "{\"level\":\"Error\",\"text\":\"broke\"}",
                "{\"level\":\"Information\",\"text\":\"fine\"}",
                "a plain line",
                "{\"level\":\"Error\",\"text\":\"broke\"}",
                "1\n1\n1",
            ],
            output.Split("---").Select(part => part.Trim()));
    }

    [Fact]
    public async Task Cli_GetLogEvents_GoesForwardsAndBackwardsByTokens()
    {
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < 5; i++)
        {
            Write(i.ToString(CultureInfo.InvariantCulture), now.AddSeconds(i - 10));
        }

        var latest = await GetAsync("--limit 2");
        var earlier = await GetAsync($"--limit 2 --next-token {latest["nextBackwardToken"]}");
        var again = await GetAsync($"--limit 2 --next-token {earlier["nextForwardToken"]}");
        var nothing = await GetAsync($"--next-token {latest["nextForwardToken"]}");

        Assert.Equal(["3", "4"], Messages(latest));
        Assert.Equal(["1", "2"], Messages(earlier));
        Assert.Equal(["3", "4"], Messages(again));
        Assert.Empty(Messages(nothing));
        Assert.Equal((string?)latest["nextForwardToken"], (string?)nothing["nextForwardToken"]);
    }

    [Fact]
    public async Task Cli_TailFollow_ShowsWhatIsWrittenMeanwhile()
    {
        var output = await RunAsync("""
            write() { curl -sS -d "$1" "$ENDPOINT/_localaws/functions/Plain/output" > /dev/null; }
            write before
            exec 3< <(exec timeout 60 /usr/bin/aws --endpoint-url "$ENDPOINT" logs tail /aws/lambda/plain --follow --format short)
            tail=$!
            while read -r -u 3 time line; do
              echo "$line"
              [[ $line != before ]] || write meanwhile
              [[ $line != meanwhile ]] || break
            done
            kill $tail
            """);

        Assert.Equal("before\nmeanwhile", output.Trim());
    }

    [Fact]
    public async Task Groups_MoreThanAreKept_AreNotMade()
    {
        for (var i = 0; i < LogGroups.MaxGroups + 10; i++)
        {
            Write("a line", DateTimeOffset.UtcNow, group: $"/aws/lambda/f{i}");
        }

        var output = await RunAsync("aws logs describe-log-groups --query 'length(logGroups)'");

        Assert.Equal($"{LogGroups.MaxGroups}", output.Trim());
    }

    [Theory]
    [InlineData("describe-log-streams --log-group-name nobody", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("get-log-events --log-group-name the-group --log-stream-name nobody", "ResourceNotFoundException", "The specified log stream does not exist.")]
    [InlineData("filter-log-events --log-group-name the-group --filter-pattern '[a, b]'", "NotImplemented", "space-delimited")]
    [InlineData("filter-log-events --log-group-name the-group --starting-token x", "InvalidParameterException", "nextToken is invalid")]
    [InlineData("start-query --log-group-name the-group --start-time 0 --end-time 1 --query-string fields", "NotImplemented", "StartQuery")]
    [InlineData("put-retention-policy --log-group-name the-group --retention-in-days 1", "NotImplemented", "PutRetentionPolicy")]
    public async Task Cli_RequestThatCannotBeDone_NamesWhy(string command, string code, string message)
    {
        var (exitCode, _, errors) = await Cli.TryAsync($"aws logs {command}", TestToken);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"({code})", errors, StringComparison.Ordinal);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    private AwsCli Cli => new(_server.ApiUrl, LambdaFixture.AccessKeyId, LambdaFixture.SecretAccessKey);

    private Task<string> RunAsync(string script) => Cli.RunAsync(script, TestToken);

    private async Task<JsonNode> GetAsync(string options) =>
        JsonNode.Parse(await RunAsync($"aws logs get-log-events --log-group-name the-group --log-stream-name one {options}"))!;

    private static IEnumerable<string> Messages(JsonNode events) => events["events"]!.AsArray().Select(each => (string)each!["message"]!);

    private void Write(string text, DateTimeOffset at, string stream = "one", string group = "the-group")
    {
        foreach (var sink in _server.Services.GetServices<IFunctionLogSink>())
        {
            sink.Write(new("plain", group, stream, at, text));
        }
    }
}
