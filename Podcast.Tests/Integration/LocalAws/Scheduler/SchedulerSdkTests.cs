using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Integration.NodeSdk;

namespace Podcast.Tests.Integration.LocalAws.Scheduler;

/// <summary>EventBridge Scheduler's API as AWS's own client sees it.</summary>
public sealed class SchedulerSdkTests(NodeSdkFixture node)
{
    [Fact]
    public async Task Client_OverTheWholeApi_GetsTheResponsesOfAws()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var system = await SchedulerSystem.StartAsync("", cancelled, TimeProvider.System);

        var results = JsonNode.Parse(await node.RunAsync(
            "scheduler.mjs",
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = system.ApiUrl.ToString(),
                ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = LambdaFixture.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LambdaFixture.SecretAccessKey,
                ["TARGET_ARN"] = "arn:aws:lambda:us-east-1:000000000000:function:plain",
                ["ROLE_ARN"] = system.ArnOf("SchedulerRole"),
                ["OTHER_ROLE_ARN"] = system.ArnOf("Role"),
            },
            cancelled))!;

        Assert.Equal("arn:aws:scheduler:us-east-1:000000000000:schedule-group/batch", Text(results["groupArn"]));
        Assert.Equal("ACTIVE", Text(results["group"]!["State"]));
        AssertRefused(results["groupAgain"], "ConflictException", 409, "Schedule group batch already exists.");
        Assert.Equal("""[{"Key":"stage","Value":"test"}]""", results["tags"]!.ToJsonString());
        Assert.Equal("""["batch","default"]""", results["groups"]!.ToJsonString());

        Assert.Equal("arn:aws:scheduler:us-east-1:000000000000:schedule/batch/nightly", Text(results["scheduleArn"]));
        Assert.Equal("At night", Text(results["schedule"]!["Description"]));
        Assert.Equal("America/New_York", Text(results["schedule"]!["ScheduleExpressionTimezone"]));
        Assert.Equal("NONE", Text(results["schedule"]!["ActionAfterCompletion"]));
        Assert.True(results["startIsKept"]!.GetValue<bool>());
        Assert.True(results["createdIsNow"]!.GetValue<bool>());
        AssertRefused(results["again"], "ConflictException", 409, "Schedule nightly already exists.");
        Assert.Equal("accepted", Text(results["sameToken"]));
        Assert.Equal(
            """{"expression":"rate(2 hours)","state":"DISABLED","zone":"UTC","description":null,"start":null,"retry":{"MaximumEventAgeInSeconds":86400,"MaximumRetryAttempts":185}}""",
            results["updated"]!.ToJsonString());
        Assert.Equal("""[["page-0","page-1","page-2"],["page-3","page-4","page-5"],["page-6"]]""", results["pages"]!.ToJsonString());

        var refusals = results["refusals"]!;
        AssertRefused(refusals["expression"], "ValidationException", 400, "Invalid Schedule Expression cron(0 0 * * * *).");
        AssertRefused(refusals["zone"], "ValidationException", 400, "Mars/Base");
        AssertRefused(refusals["name"], "ValidationException", 400, "1 validation error detected: Value 'no spaces' at 'name' failed to satisfy constraint");
        AssertRefused(refusals["group"], "ResourceNotFoundException", 404, "Schedule group nobody does not exist.");
        AssertRefused(refusals["window"], "ValidationException", 400, "MaximumWindowInMinutes");
        AssertRefused(refusals["start"], "ValidationException", 400, "The StartDate you specify cannot be earlier than 5 minutes ago.");
        AssertRefused(refusals["retries"], "ValidationException", 400, "Value '186' at 'target.retryPolicy.maximumRetryAttempts'");
        AssertRefused(refusals["input"], "ValidationException", 400, "well-formed JSON");
        AssertRefused(refusals["role"], "ValidationException", 400, "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
        AssertRefused(refusals["universal"], "NotImplemented", 501, "universal target");
        AssertRefused(refusals["missing"], "ResourceNotFoundException", 404, "Schedule nobody does not exist.");
        AssertRefused(refusals["update"], "ResourceNotFoundException", 404, "Schedule nobody does not exist.");
        AssertRefused(refusals["defaultGroup"], "ValidationException", 400, "default");
        AssertRefused(results["afterDelete"], "ResourceNotFoundException", 404, "Schedule group batch does not exist.");
        Assert.Equal("[]", results["left"]!.ToJsonString());
    }

    private static void AssertRefused(JsonNode? refusal, string name, int status, string message)
    {
        Assert.Equal((name, status), (Text(refusal!["name"]), refusal["status"]!.GetValue<int>()));
        Assert.Contains(message, Text(refusal["message"]), StringComparison.Ordinal);
    }

    private static string Text(JsonNode? node) => string.Create(CultureInfo.InvariantCulture, $"{node}");
}
