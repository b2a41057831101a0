using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

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
    [InlineData("StringEquals", "s3:prefix", "a*", "a*", true)]
    [InlineData("StringEquals", "s3:prefix", "a?", "a?", true)]
    [InlineData("StringEquals", "s3:prefix", "a?", "ab", false)]
    [InlineData("StringEquals", "s3:prefix", "${aws:username}|a", "a", true)]
    [InlineData("stringlike", "s3:prefix", "A*", "ab", false)]
    [InlineData("StringEqualsIgnoreCase", "s3:prefix", "a", "b", false)]
    [InlineData("StringNotEqualsIgnoreCase", "s3:prefix", "a", "b", true)]
    [InlineData("BinaryEquals", "s3:prefix", "QQ==", "QQ==", true)]
    [InlineData("BinaryEquals", "s3:prefix", "QQ==", "qq==", false)]
    [InlineData("Bool", "aws:SecureTransport", "TRUE", "true", true)]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:2:t", false)]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:1:t", true)]
    [InlineData("ArnLike", "aws:SourceArn", "*", "arn:aws:sns:eu-west-1:1:t", true)]
    [InlineData("ArnNotEquals", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:1:t", false)]
    [InlineData("ArnNotEquals", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:2:t", true)]
    [InlineData("ArnNotLike", "aws:SourceArn", "arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:1:t", false)]
    [InlineData("Null", "s3:prefix", "FALSE", "a", true)]
    [InlineData("Null", "s3:prefix", "false", null, false)]
    [InlineData("NumericEquals", "s3:max-keys", "10", "9.5", false)]
    [InlineData("NumericEquals", "s3:max-keys", "10", "1e1", true)]
    [InlineData("NumericEquals", "s3:max-keys", "10", "11", false)]
    [InlineData("NumericLessThan", "s3:max-keys", "10", "9.5", true)]
    [InlineData("NumericLessThan", "s3:max-keys", "10", "1e1", false)]
    [InlineData("NumericLessThan", "s3:max-keys", "10", "11", false)]
    [InlineData("NumericLessThanEquals", "s3:max-keys", "10", "9.5", true)]
    [InlineData("NumericLessThanEquals", "s3:max-keys", "10", "1e1", true)]
    [InlineData("NumericLessThanEquals", "s3:max-keys", "10", "11", false)]
    [InlineData("NumericGreaterThan", "s3:max-keys", "10", "9.5", false)]
    [InlineData("NumericGreaterThan", "s3:max-keys", "10", "1e1", false)]
    [InlineData("NumericGreaterThan", "s3:max-keys", "10", "11", true)]
    [InlineData("NumericGreaterThanEquals", "s3:max-keys", "10", "9.5", false)]
    [InlineData("NumericGreaterThanEquals", "s3:max-keys", "10", "1e1", true)]
    [InlineData("NumericGreaterThanEquals", "s3:max-keys", "10", "11", true)]
    [InlineData("NumericNotEquals", "s3:max-keys", "10", "9.5", true)]
    [InlineData("NumericNotEquals", "s3:max-keys", "10", "1e1", false)]
    [InlineData("DateEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "1893455999", false)]
    [InlineData("DateEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", true)]
    [InlineData("DateEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", false)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "1893455999", true)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", false)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", false)]
    [InlineData("DateLessThanEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "1893455999", true)]
    [InlineData("DateLessThanEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", true)]
    [InlineData("DateLessThanEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", false)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "1893455999", false)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", false)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", true)]
    [InlineData("DateGreaterThanEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "1893455999", false)]
    [InlineData("DateGreaterThanEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", true)]
    [InlineData("DateGreaterThanEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", true)]
    [InlineData("DateNotEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "1893455999", true)]
    [InlineData("DateNotEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", false)]
    [InlineData("DateNotEquals", "aws:CurrentTime", "2030-01-01T00:00:00Z", "2030-01-01T00:00:01Z", true)]
    [InlineData("IpAddress", "aws:SourceIp", "203.0.113.7", "203.0.113.7", true)]
    [InlineData("IpAddress", "aws:SourceIp", "203.0.113.7", "203.0.113.8", false)]
    [InlineData("IpAddress", "aws:SourceIp", "2001:db8::1", "2001:db8::1", true)]
    [InlineData("IpAddress", "aws:SourceIp", "2001:db8::1", "2001:db8::2", false)]
    [InlineData("IpAddress", "aws:SourceIp", "203.0.113.0/24", "nowhere", false)]
    [InlineData("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", "203.0.114.7", true)]
    [InlineData("ForAnyValue:StringLikeIfExists", "s3:prefix", "a", null, true)]
    [InlineData("foranyvalue:stringequals", "s3:prefix", "a|b", "c|d", false)]
    [InlineData("ForAllValues:StringNotEquals", "s3:prefix", "a", "b|c", true)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2030-01-01", "253402300800", false)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2030-01-01", "10000", true)]
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

    [Theory]
    [InlineData("NullIfExists", "s3:prefix", "true", "is not a condition operator of IAM")]
    [InlineData("ForAnyValue:Null", "s3:prefix", "true", "is not a condition operator of IAM")]
    [InlineData("IfExists", "s3:prefix", "a", "is not a condition operator of IAM")]
    [InlineData("StringEquals", "aws:PrincipalTag/team", "a", "the condition key 'aws:PrincipalTag/team' is none that LocalAws fills in")]
    [InlineData("StringEquals", "s3:prefix", "${aws:PrincipalTag/team}", "the condition key 'aws:PrincipalTag/team' is none that LocalAws fills in")]
    [InlineData("Bool", "aws:SecureTransport", "yes", "the value 'yes' of Bool aws:SecureTransport is neither true nor false")]
    [InlineData("Null", "s3:prefix", "", "is neither true nor false")]
    [InlineData("NumericEquals", "s3:max-keys", "ten", "is not a number")]
    [InlineData("DateEquals", "aws:CurrentTime", "soon", "is neither a date of ISO 8601 nor an epoch time")]
    [InlineData("DateEquals", "aws:CurrentTime", "253402300800", "is neither a date of ISO 8601 nor an epoch time")]
    [InlineData("IpAddress", "aws:SourceIp", "203.0.113.0/33", "is neither an IP address nor a range in CIDR notation")]
    [InlineData("NotIpAddress", "aws:SourceIp", "home", "is neither an IP address nor a range in CIDR notation")]
    [InlineData("ArnLike", "aws:SourceArn", "media", "is no ARN")]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:s3:::", null)]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:s3::", "is no ARN")]
    [InlineData("ArnNotEquals", "aws:SourceArn", "urn:aws:s3:::media", "is no ARN")]
    [InlineData("ArnNotLike", "aws:SourceArn", "*", null)]
    [InlineData("ArnLike", "aws:SourceArn", "${aws:SourceArn}", null)]
    [InlineData("DateEquals", "aws:CurrentTime", "253402300799", null)]
    public void Parse_WhatCouldOnlyBeGuessedAt_IsRefused(string op, string key, string value, string? fault)
    {
        var error = Record.Exception(() => Condition.Parse("Here", op, key, [PolicyText.Parse(value, hasVariables: true)]));
        Assert.Equal(fault is not null, error is TemplateException);
        Assert.Contains(fault ?? "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StringEquals", "StringEquals s3:prefix a or b (it is x, y)")]
    [InlineData("foranyvalue:stringlikeifexists", "ForAnyValue:StringLikeIfExists s3:prefix a or b (it is x, y)")]
    public void Describe_Condition_NamesWhatThePolicyWantsAndTheRequestHas(string op, string expected)
    {
        var condition = Condition.Parse("Here", op, "s3:prefix", [PolicyText.Parse("a", hasVariables: true), PolicyText.Parse("b", hasVariables: true)]);
        Assert.Equal(expected, condition.Describe(new ConditionContext().Set("s3:prefix", "x", "y")));
        Assert.EndsWith("(it is not there)", condition.Describe(new ConditionContext()), StringComparison.Ordinal);
    }
}
