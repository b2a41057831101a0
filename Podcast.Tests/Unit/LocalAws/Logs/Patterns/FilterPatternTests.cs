using Podcast.LocalAws.Core;
using Podcast.LocalAws.Logs.Patterns;

namespace Podcast.Tests.Unit.LocalAws.Logs.Patterns;

public sealed class FilterPatternTests
{
    private const string Message = """
        { "level": "Error", "eventId": 6003, "ratio": 0.5, "nothing": null, "done": true, "odd.name": "x",
          "user": { "type": "Root", "tags": ["a", "b"] }, "calls": [ { "ms": 10 }, { "ms": 300 } ] }
        """;

    [Theory]
    [InlineData("", true)]
    [InlineData("ERROR", true)]
    [InlineData("error", false)]
    [InlineData("ERROR MainThread", true)]
    [InlineData("ERROR Other", false)]
    [InlineData("\"[ERROR] in MainThread\"", true)]
    [InlineData("\"MainThread ERROR\"", false)]
    [InlineData("ERROR -MainThread", false)]
    [InlineData("ERROR -\"no such\"", true)]
    [InlineData("?WARN ?ERROR", true)]
    [InlineData("?WARN ?INFO", false)]
    [InlineData("?WARN ERROR", true)]
    [InlineData("\"say \\\"hi\\\"\"", true)]
    public void Matches_Terms_AsDocumented(string pattern, bool expected) =>
        Assert.Equal(expected, FilterPattern.Parse(pattern).Matches("""[ERROR] in MainThread: say "hi" """));

    [Theory]
    [InlineData("""{ $.level = "Error" || $.log_level = "Error" }""", true)]
    [InlineData("""{ $.level = Error }""", true)]
    [InlineData("""{ $.level = "error" }""", false)]
    [InlineData("""{ $.level = "Err*" }""", true)]
    [InlineData("""{ $.level = *r*r }""", true)]
    [InlineData("""{ $.level = *x* }""", false)]
    [InlineData("""{ $.level != "Warning" }""", true)]
    [InlineData("""{ $.level != "Error" }""", false)]
    [InlineData("""{ $.missing != "Error" }""", false)]
    [InlineData("""{ $.eventId = 6003 }""", true)]
    [InlineData("""{ $.eventId = "6003" }""", false)]
    [InlineData("""{ $.eventId > 6e3 && $.eventId <= 6003 }""", true)]
    [InlineData("""{ $.ratio < 0.5 }""", false)]
    [InlineData("""{ $.ratio >= 0.5 }""", true)]
    [InlineData("""{ $.nothing IS NULL }""", true)]
    [InlineData("""{ $.level IS NULL }""", false)]
    [InlineData("""{ $.missing NOT EXISTS }""", true)]
    [InlineData("""{ $.level NOT EXISTS }""", false)]
    [InlineData("""{ $.done IS TRUE }""", true)]
    [InlineData("""{ $.done IS FALSE }""", false)]
    [InlineData("""{ $.user.type = "Root" }""", true)]
    [InlineData("""{ $.user.tags[1] = "b" }""", true)]
    [InlineData("""{ $.user.tags[2] = "b" }""", false)]
    [InlineData("""{ $.user.tags[*] = "a" }""", true)]
    [InlineData("""{ $.calls[*].ms > 299 }""", true)]
    [InlineData("""{ $.calls[0].ms > 299 }""", false)]
    [InlineData("""{ $['odd.name'] = "x" }""", true)]
    [InlineData("""{ ($.level = "Error" && $.done IS FALSE) || $.eventId = 6003 }""", true)]
    [InlineData("""{ $.level = "Error" && ($.done IS FALSE || $.eventId = 1) }""", false)]
    public void Matches_JsonCondition_AsDocumented(string pattern, bool expected) =>
        Assert.Equal(expected, FilterPattern.Parse(pattern).Matches(Message));

    [Theory]
    [InlineData("plain text")]
    [InlineData("{ broken")]
    [InlineData("[1]")]
    public void Matches_JsonConditionOnOtherText_DoesNot(string message) =>
        Assert.False(FilterPattern.Parse("{ $.level NOT EXISTS }").Matches(message));

    [Theory]
    [InlineData("{ $.level = \"Error\"", "does not end with }")]
    [InlineData("{ $.level }", "a comparison is missing")]
    [InlineData("{ level = 1 }", "a field begins with $")]
    [InlineData("{ $.level = }", "a value is missing")]
    [InlineData("{ $.level = \"Error }", "a quotation mark is not closed")]
    [InlineData("{ $.level > many }", "compares with a number")]
    [InlineData("{ ($.level = 1 }", "a parenthesis is not closed")]
    [InlineData("{ $.a = 1 $.b = 2 }", "&& or || is missing")]
    [InlineData("{ $.a IS MISSING }", "NULL, TRUE or FALSE")]
    [InlineData("{ $.a[x] = 1 }", "[x]")]
    [InlineData("/path", "has to stand in quotation marks")]
    [InlineData("\"open", "a quotation mark is not closed")]
    [InlineData("a -", "a term is missing")]
    public void Parse_MalformedPattern_SaysWhatIsWrong(string pattern, string reason)
    {
        var refused = Assert.Throws<AwsException>(() => FilterPattern.Parse(pattern));

        Assert.Equal("InvalidParameterException", refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ip, user, status = 4*]", "space-delimited")]
    [InlineData("%AUTH[0-9]%", "regular expression")]
    [InlineData("{ $.level = %Err.*% }", "regular expression")]
    public void Parse_PatternThatIsNotImplemented_NamesIt(string pattern, string name)
    {
        var refused = Assert.Throws<AwsException>(() => FilterPattern.Parse(pattern));

        Assert.Equal("NotImplemented", refused.Code);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepOrLongPattern_IsRefused()
    {
        Assert.Throws<AwsException>(() => FilterPattern.Parse("{" + new string('(', 500) + "}"));
        Assert.Throws<AwsException>(() => FilterPattern.Parse(new string('x', 1025)));
    }
}
