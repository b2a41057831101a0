namespace Podcast.Tests.Unit.Infra;

public sealed class PermissionsTests
{
    public static TheoryData<string, string[]> Expected => new()
    {
        {
            "PublisherApi",
            [
                "dynamodb:BatchGetItem Catalog", "dynamodb:GetItem Catalog", "dynamodb:GetItem Subscribers", "dynamodb:PutItem Catalog",
                "dynamodb:PutItem Subscribers", "dynamodb:UpdateItem Subscribers", "s3:PutObject Bucket/media/*",
            ]
        },
        {
            "StreamProcessor",
            [
                "cloudfront-keyvaluestore:DescribeKeyValueStore KeyValueStore", "cloudfront-keyvaluestore:GetKey KeyValueStore",
                "cloudfront-keyvaluestore:UpdateKeys KeyValueStore",
                "dynamodb:BatchGetItem Subscribers", "dynamodb:DescribeStream Subscribers/stream", "dynamodb:GetRecords Subscribers/stream",
                "dynamodb:GetShardIterator Subscribers/stream", "dynamodb:ListStreams Subscribers/stream", "sqs:SendMessage Queue",
            ]
        },
        { "Entitlements", ["dynamodb:GetItem Subscribers", "dynamodb:Query Subscribers/index/byToken"] },
        { "Feeds", ["dynamodb:GetItem Catalog", "dynamodb:Query Catalog/index/byFeed"] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Role_OfFunction_MayDoWhatItsCodeCallsAndNothingElse(string handler, string[] expected)
    {
        var allowed = SynthesizedTemplate.StatementsOf(handler)
            .SelectMany(statement => statement.Actions.SelectMany(action => statement.Resources.Select(resource => $"{action} {Name(resource)}")))
            .Where(permission => !permission.StartsWith("logs:", StringComparison.Ordinal));
        Assert.Equal(expected, allowed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PublisherApi")]
    [InlineData("StreamProcessor")]
    [InlineData("Entitlements")]
    [InlineData("Feeds")]
    public void Role_OfFunction_WritesItsOwnLogOnly(string handler)
    {
        var logs = SynthesizedTemplate.StatementsOf(handler).Single(statement => statement.Actions[0].StartsWith("logs:", StringComparison.Ordinal));
        Assert.Equal(["logs:CreateLogStream", "logs:PutLogEvents"], logs.Actions);
        var group = SynthesizedTemplate.Named(SynthesizedTemplate.Function(handler).Value("LoggingConfig.LogGroup"));
        Assert.Equal([$"${{{group.LogicalId}.Arn}}"], logs.Resources);
    }

    [Fact]
    public void AllowStatements_InTheWholeTemplate_HaveNoStarForActionOrResource()
    {
        var allowed = SynthesizedTemplate.OfType("AWS::IAM::Role").SelectMany(role => role.Properties["Policies"]!.AsArray())
            .Select(policy => policy!["PolicyDocument"])
            .Concat(SynthesizedTemplate.OfType("AWS::IAM::Policy").Select(policy => policy.Properties["PolicyDocument"]))
            .Concat(SynthesizedTemplate.OfType("AWS::S3::BucketPolicy").Select(policy => policy.Properties["PolicyDocument"]))
            .SelectMany(PolicyStatement.Of)
            .Where(statement => statement.Effect == "Allow")
            .ToArray();
        Assert.NotEmpty(allowed);
        Assert.All(allowed.SelectMany(statement => statement.Actions), action => Assert.DoesNotContain('*', action));
        Assert.All(allowed.SelectMany(statement => statement.Resources), resource => Assert.NotEqual("*", resource));
    }

    [Fact]
    public void Roles_InTemplate_HaveNoManagedPolicy()
        => Assert.All(SynthesizedTemplate.OfType("AWS::IAM::Role"), role => Assert.Null(role.Properties["ManagedPolicyArns"]));

    /// <summary>${DataCatalog123.Arn}/index/byFeed becomes Catalog/index/byFeed: the construct's name or, where there is one only, the type's.</summary>
    private static string Name(string arn)
    {
        var end = arn.IndexOf('}', StringComparison.Ordinal);
        var resource = SynthesizedTemplate.Named(arn[..(end + 1)]);
        var name = resource.Type == "AWS::DynamoDB::Table"
            ? resource.LogicalId.Contains("Subscribers", StringComparison.Ordinal) ? "Subscribers" : "Catalog"
            : resource.Type.Split(':')[^1];
        return name + (arn[..end].EndsWith(".StreamArn", StringComparison.Ordinal) ? "/stream" : "") + arn[(end + 1)..];
    }
}
