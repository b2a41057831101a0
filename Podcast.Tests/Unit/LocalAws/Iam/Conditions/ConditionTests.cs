using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Iam.Policies;

namespace Podcast.Tests.Unit.LocalAws.Iam.Conditions;

/// <summary>The tables of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("StringEquals", "s3:prefix", "a", "a", true)]
    [InlineData("StringEquals", "s3:prefix", "a", "A", false)]
    [InlineData("StringEquals", "s3:prefix", "a*", "ab", false)]
    [InlineData("StringEquals", "s3:prefix", "a|b", "b", true)]
    [InlineData("StringEquals", "s3:prefix", "a", null, false)]
    [InlineData("StringNotEquals", "s3:prefix", "a", "b", true)]
    [InlineData("StringNotEquals", "s3:prefix", "a|b", "b", false)]
    [InlineData("StringNotEquals", "s3:prefix", "a", null, true)]
    [InlineData("StringEqualsIgnoreCase", "s3:prefix", "a", "A", true)]
    [InlineData("StringNotEqualsIgnoreCase", "s3:prefix", "a", "A", false)]
    [InlineData("StringLike", "s3:prefix", "home/*", "home/a", true)]
    [InlineData("StringNotLike", "s3:prefix", "home/*", "home/a", false)]
    [InlineData("StringEqualsIfExists", "s3:prefix", "a", null, true)]
    [InlineData("StringEqualsIfExists", "s3:prefix", "a", "b", false)]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:1:t", true)]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:2:t", false)]
    [InlineData("ArnNotLike", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:2:t", true)]
    [InlineData("Bool", "aws:SecureTransport", "true", "true", true)]
    [InlineData("Bool", "aws:SecureTransport", "false", "true", false)]
    [InlineData("Bool", "aws:SecureTransport", "false", null, false)]
    [InlineData("Null", "s3:prefix", "true", null, true)]
    [InlineData("Null", "s3:prefix", "true", "a", false)]
    [InlineData("Null", "s3:prefix", "false", "", true)]
    [InlineData("NumericLessThanEquals", "s3:max-keys", "10", "10", true)]
    [InlineData("NumericLessThan", "s3:max-keys", "10", "10", false)]
    [InlineData("NumericNotEquals", "s3:max-keys", "10", "11", true)]
    [InlineData("NumericGreaterThan", "s3:max-keys", "10", "x", false)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2029-12-31T23:59:59Z", true)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2030-01-01", "2029-12-31T23:59:59Z", false)]
    [InlineData("DateGreaterThanEquals", "aws:EpochTime", "1893456000", "1893456000", true)]
    [InlineData("IpAddress", "aws:SourceIp", "203.0.113.0/24", "203.0.113.7", true)]
    [InlineData("IpAddress", "aws:SourceIp", "203.0.113.0/24", "203.0.114.7", false)]
    [InlineData("NotIpAddress", "aws:SourceIp", "203.0.113.7", "203.0.113.7", false)]
    [InlineData("IpAddress", "aws:SourceIp", "2001:db8::/32", "2001:db8::1", true)]
    [InlineData("ForAllValues:StringEquals", "s3:prefix", "a|b", "a|b", true)]
    [InlineData("ForAllValues:StringEquals", "s3:prefix", "a|b", "a|c", false)]
    [InlineData("ForAllValues:StringEquals", "s3:prefix", "a", null, true)]
    [InlineData("ForAnyValue:StringEquals", "s3:prefix", "a|b", "c|b", true)]
    [InlineData("ForAnyValue:StringEquals", "s3:prefix", "a", null, false)]
    [InlineData("ForAnyValue:StringNotEquals", "s3:prefix", "a", "a|b", true)]
    [InlineData("ForAnyValue:StringNotEquals", "s3:prefix", "a", null, false)]
    [InlineData("ForAllValues:StringNotEquals", "s3:prefix", "a", "a|b", false)]
    [InlineData("StringEquals", "s3:prefix", "${aws:username}", "me", true)]
    [InlineData("StringEquals", "s3:prefix", "${aws:userid}", "me", false)]
    public void Holds_OperatorAndValues_IsExpected(string op, string key, string expected, string? present, bool holds)
    {
        var values = expected.Split('|').Select(value => PolicyText.Parse(value, hasVariables: true)).ToList();
        var context = new ConditionContext().Set("aws:username", "me");
        if (present is not null)
        {
            context.Set(key, present.Split('|'));
        }

        Assert.Equal(holds, Condition.Parse("Here", op, key, values).Holds(context));
    }
}
