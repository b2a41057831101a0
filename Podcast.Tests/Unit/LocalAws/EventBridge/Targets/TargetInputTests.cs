using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.EventBridge;
using Podcast.LocalAws.EventBridge.Patterns;
using Podcast.LocalAws.EventBridge.Targets;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.EventBridge.Targets;

public sealed class TargetInputTests
{
    private static readonly QueuedEvent Event = new(
        EventBridgeEvent.DefaultBus,
        new EventBridgeEvent("app", "Thing Done", new JsonObject { ["who"] = "A \"B\"", ["count"] = 3, ["list"] = new JsonArray("x", "y") }) { Id = "1" }
            .ToJson("000000000000", "us-east-1", DateTimeOffset.UnixEpoch),
        DateTimeOffset.UnixEpoch,
        default);

    private static readonly EventRule Rule = new("rule", EventBridgeEvent.DefaultBus, "arn:aws:events:us-east-1:000000000000:rule/rule", true, EventPattern.Parse(new() { ["a"] = new JsonArray("b") }), []);

    [Theory]
    [InlineData("""{"Input":"{\"fixed\":1}"}""", """{"fixed":1}""")]
    [InlineData("""{"InputPath":"$.detail.list[1]"}""", "\"y\"")]
    [InlineData("""{"InputPath":"$.detail.nothing"}""", "null")]
    [InlineData("""{"InputTransformer":{"InputPathsMap":{"w":"$.detail.who","n":"$.detail.count"},"InputTemplate":"{\"text\":\"<w> did <n>\",\"n\":<n>,\"w\":<w>}"}}""", """{"text":"A \u0022B\u0022 did 3","n":3,"w":"A \u0022B\u0022"}""")]
    [InlineData("""{"InputTransformer":{"InputTemplate":"\"<aws.events.rule-name> <other>\""}}""", "\"rule <other>\"")]
    [InlineData("""{"InputTransformer":{"InputPathsMap":{"w":"$.nothing"},"InputTemplate":"\"-<w>-\""}}""", "\"--\"")]
    public void Make_EachForm_FollowsTheGuide(string target, string expected)
    {
        var input = TargetInput.Read((JsonObject)JsonNode.Parse(target)!, "Rule");

        Assert.Equal(expected, input.Make(Event, Rule));
    }

    [Fact]
    public void Make_NothingGiven_IsTheWholeEvent()
    {
        var json = (JsonObject)JsonNode.Parse(TargetInput.Read([], "Rule").Make(Event, Rule))!;

        Assert.Equal(["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"], json.Select(member => member.Key));
        Assert.Equal("1970-01-01T00:00:00Z", json["time"]!.ToString());
    }

    [Theory]
    [InlineData("""{"Input":"1","InputPath":"$"}""")]
    [InlineData("""{"InputPath":"detail"}""")]
    [InlineData("""{"InputPath":"$.a[*]"}""")]
    public void Read_Invalid_IsRefused(string target) =>
        Assert.Throws<TemplateException>(() => TargetInput.Read((JsonObject)JsonNode.Parse(target)!, "Rule"));
}
