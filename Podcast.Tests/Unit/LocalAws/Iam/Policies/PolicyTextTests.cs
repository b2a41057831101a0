using System.Text.RegularExpressions;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Iam.Policies;

namespace Podcast.Tests.Unit.LocalAws.Iam.Policies;

public sealed class PolicyTextTests
{
    private static readonly ConditionContext Empty = new();

    [Theory]
    [InlineData("s3:Get*", "s3:getobject", true)]
    [InlineData("s3:GetObject", "s3:GetObjectVersion", false)]
    [InlineData("s3:*Object", "s3:PutObject", true)]
    [InlineData("dynamodb:?etItem", "dynamodb:GetItem", true)]
    public void Matches_ActionInAnyCase_IsCaseInsensitive(string pattern, string action, bool expected) =>
        Assert.Equal(expected, PolicyText.Parse(pattern, hasVariables: false).IsMatch(action, Empty, ignoreCase: true));

    [Theory]
    [InlineData("arn:aws:s3:::media/*", "arn:aws:s3:::media/a/b.mp3", true)]
    [InlineData("arn:aws:s3:::media/*", "arn:aws:s3:::media", false)]
    [InlineData("arn:aws:s3:::Media/*", "arn:aws:s3:::media/a", false)]
    [InlineData("arn:aws:s3:::media*", "arn:aws:s3:::media-of-others/a", true)]
    [InlineData("arn:aws:logs:*:*:log-group:/aws/lambda/*", "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:log-stream:s", true)]
    [InlineData("arn:aws:sqs:*:queue", "arn:aws:sqs:eu-west-1:1:queue", false)]
    [InlineData("arn:aws:dynamodb:*:1:table/T", "arn:aws:dynamodb:eu-west-1:1:table/T/index/i", false)]
    [InlineData("*", "arn:aws:dynamodb:eu-west-1:1:table/T/index/i", true)]
    [InlineData("?", "arn:aws:dynamodb:eu-west-1:1:table/T", false)]
    [InlineData("arn:aws:s3:::${aws:username}", "arn:aws:s3:::media", false)]
    [InlineData("arn:aws:s3", "arn:aws:s3:::media", false)]
    public void Matches_Arn_ComparesPartByPart(string pattern, string arn, bool expected) =>
        Assert.Equal(expected, PolicyText.Parse(pattern, hasVariables: true).IsArnMatch(arn, Empty));

    [Theory]
    [InlineData("${aws:username}", "*", true)]
    [InlineData("${aws:username}", "anything", false)]
    [InlineData("home/${aws:username}/*", "home/*/a", true)]
    [InlineData("${aws:userid, 'nobody'}", "nobody", true)]
    [InlineData("${aws:userid}", "", false)]
    [InlineData("a${*}b", "a*b", true)]
    [InlineData("a${*}b", "axb", false)]
    [InlineData("a${?}b", "a?b", true)]
    [InlineData("${$}", "$", true)]
    [InlineData("${aws:username}-${aws:username}", "*-*", true)]
    [InlineData("${aws:username}-${aws:userid}", "*-", false)]
    [InlineData("${aws:username", "${aws:username", true)]
    [InlineData("a$", "a$", true)]
    [InlineData("${ aws:username }", "*", true)]
    [InlineData("${s3:prefix}", "one", false)]
    [InlineData("${s3:prefix, 'none'}", "none", true)]
    public void Matches_Variable_InsertsItsValueLiterally(string pattern, string value, bool expected)
    {
        var context = new ConditionContext().Set("AWS:UserName", "*").Set("s3:prefix", "one", "two");

        Assert.Equal(expected, PolicyText.Parse(pattern, hasVariables: true).IsMatch(value, context));
    }

    [Fact]
    public void Variable_InOldVersion_IsText() =>
        Assert.True(PolicyText.Parse("${aws:username}", hasVariables: false).IsMatch("${aws:username}", Empty));

    // The matcher against the regular expression that says the same, over many small patterns.
    [Fact]
    public void Wildcards_RandomPatterns_MatchAsTheRegularExpression()
    {
        var random = new Random(20251122);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Text(random, "ab*?");
            var value = Text(random, "ab");
            var expression = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";

            var matches = PolicyText.Parse(pattern, hasVariables: true).IsMatch(value, Empty);

            Assert.True(Regex.IsMatch(value, expression) == matches, $"'{pattern}' and '{value}': {matches}");
        }
    }

    // Whatever a pattern says, replacing a part of a value that it allows by a star still allows the value.
    [Fact]
    public void Wildcards_InPlaceOfAnyPart_StillMatch()
    {
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var value = Text(random, "abc/:");
            var from = random.Next(value.Length + 1);
            var to = random.Next(from, value.Length + 1);
            var pattern = value[..from] + "*" + value[to..];

            Assert.True(PolicyText.Parse(pattern, hasVariables: true).IsMatch(value, Empty), $"'{pattern}' and '{value}'");
        }
    }

    private static string Text(Random random, string alphabet) =>
        new([.. Enumerable.Range(0, random.Next(9)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
}
