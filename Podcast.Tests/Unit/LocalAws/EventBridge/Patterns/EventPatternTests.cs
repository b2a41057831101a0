using System.Text.Json.Nodes;
using Podcast.LocalAws.EventBridge.Patterns;

namespace Podcast.Tests.Unit.LocalAws.EventBridge.Patterns;

/// <summary>The examples are those of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, with values of our own.</summary>
public sealed class EventPatternTests
{
    [Theory]
    [InlineData("""{"a":["x"]}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":"X"}""", false)]
    [InlineData("""{"a":["x","y"]}""", """{"a":"y","b":1}""", true)]
    [InlineData("""{"a":["x"],"b":["y"]}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":["x"]}""", """{"a":["z","x"]}""", true)]
    [InlineData("""{"a":[1]}""", """{"a":1}""", true)]
    [InlineData("""{"a":[1]}""", """{"a":1.0}""", false)]
    [InlineData("""{"a":[null]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[null]}""", """{}""", false)]
    [InlineData("""{"a":[true]}""", """{"a":true}""", true)]
    [InlineData("""{"a":[""]}""", """{"a":""}""", true)]
    [InlineData("""{"d":{"s":["E"]}}""", """{"d":{"s":"E","t":1}}""", true)]
    [InlineData("""{"d":{"s":["E"]}}""", """{"d":"E"}""", false)]
    [InlineData("""{"d":{"b":[1],"c":[4]}}""", """{"d":[{"b":1,"c":2},{"b":3,"c":4}]}""", false)]
    [InlineData("""{"d":{"b":[3],"c":[4]}}""", """{"d":[{"b":1,"c":2},{"b":3,"c":4}]}""", true)]
    [InlineData("""{"a":[{"prefix":"us-"}]}""", """{"a":"us-east-1"}""", true)]
    [InlineData("""{"a":[{"prefix":"us-"}]}""", """{"a":"eu-west-1"}""", false)]
    [InlineData("""{"a":[{"prefix":{"equals-ignore-case":"EVENT"}}]}""", """{"a":"eventBridge"}""", true)]
    [InlineData("""{"a":[{"suffix":".wav"}]}""", """{"a":"a/b.wav"}""", true)]
    [InlineData("""{"a":[{"suffix":{"equals-ignore-case":".WAV"}}]}""", """{"a":"a/b.wav"}""", true)]
    [InlineData("""{"a":[{"equals-ignore-case":"alice"}]}""", """{"a":"ALICE"}""", true)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{"a":"y"}""", true)]
    [InlineData("""{"a":[{"anything-but":["x","y"]}]}""", """{"a":"y"}""", false)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{}""", false)]
    [InlineData("""{"a":[{"anything-but":[1,2]}]}""", """{"a":3}""", true)]
    [InlineData("""{"a":[{"anything-but":{"prefix":"x"}}]}""", """{"a":"yx"}""", true)]
    [InlineData("""{"a":[{"anything-but":{"prefix":["x","y"]}}]}""", """{"a":"yx"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"suffix":".txt"}}]}""", """{"a":"b.txt"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"equals-ignore-case":["X"]}}]}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}""", """{"a":"a/lib/b"}""", false)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[{"exists":true}]}""", """{}""", false)]
    [InlineData("""{"a":[{"exists":false}]}""", """{}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":1}""", false)]
    [InlineData("""{"d":{"a":[{"exists":false}]}}""", """{}""", true)]
    [InlineData("""{"a":[{"exists":false},"x"]}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":[{"numeric":[">",0,"<=",5]}]}""", """{"a":5}""", true)]
    [InlineData("""{"a":[{"numeric":[">",0,"<=",5]}]}""", """{"a":5.1}""", false)]
    [InlineData("""{"a":[{"numeric":["=",100]}]}""", """{"a":100.0}""", true)]
    [InlineData("""{"a":[{"numeric":["<",10]}]}""", """{"a":"5"}""", false)]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/24"}]}""", """{"a":"10.0.0.255"}""", true)]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/24"}]}""", """{"a":"10.0.1.0"}""", false)]
    [InlineData("""{"a":[{"wildcard":"dir/*.png"}]}""", """{"a":"dir/sub/a.png"}""", true)]
    [InlineData("""{"a":[{"wildcard":"a*b*a"}]}""", """{"a":"aba"}""", true)]
    [InlineData("""{"a":[{"wildcard":"a*b*a"}]}""", """{"a":"aa"}""", false)]
    [InlineData("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"a*b"}""", true)]
    [InlineData("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"axb"}""", false)]
    [InlineData("""{"$or":[{"a":["x"]},{"b":[{"numeric":[">",1]}]}]}""", """{"b":2}""", true)]
    [InlineData("""{"$or":[{"a":["x"]},{"b":["y"]}],"c":["z"]}""", """{"a":"x","c":"no"}""", false)]
    [InlineData("""{"$or":["x"]}""", """{"$or":"x"}""", true)]
    public void Matches_Operators_FollowTheGuide(string pattern, string json, bool expected)
    {
        var parsed = EventPattern.Parse((JsonObject)JsonNode.Parse(pattern)!);

        Assert.Equal(expected, parsed.Matches((JsonObject)JsonNode.Parse(json)!));
    }

    [Theory]
    [InlineData("{}", "Filter is empty")]
    [InlineData("""{"a":"x"}""", "must be an object or an array")]
    [InlineData("""{"a":[]}""", "Empty arrays are not allowed")]
    [InlineData("""{"a":{}}""", "Empty objects are not allowed")]
    [InlineData("""{"a":[["x"]]}""", "Match value must be")]
    [InlineData("""{"a":[{"like":"x"}]}""", "Unrecognized match type like")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""", "Only one key allowed")]
    [InlineData("""{"a":[{"prefix":1}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"a":[{"exists":"yes"}]}""", "exists match pattern must be either true or false")]
    [InlineData("""{"a":[{"numeric":["~",1]}]}""", "Unrecognized numeric range operator")]
    [InlineData("""{"a":[{"numeric":[">","1"]}]}""", "must be numeric")]
    [InlineData("""{"a":[{"wildcard":"a**b"}]}""", "Consecutive wildcard characters")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0"}]}""", "Malformed CIDR")]
    public void Parse_Invalid_FailsWithReason(string pattern, string reason)
    {
        var failure = Assert.Throws<EventPatternException>(() => EventPattern.Parse((JsonObject)JsonNode.Parse(pattern)!));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("Event pattern is not valid. Reason: ", failure.Message, StringComparison.Ordinal);
    }
}
