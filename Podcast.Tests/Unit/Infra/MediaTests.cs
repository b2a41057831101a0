namespace Podcast.Tests.Unit.Infra;

public sealed class MediaTests
{
    private static readonly TemplateResource Bucket = SynthesizedTemplate.Single("AWS::S3::Bucket");

    private static readonly PolicyStatement[] Statements =
        [.. PolicyStatement.Of(SynthesizedTemplate.Single("AWS::S3::BucketPolicy").Properties["PolicyDocument"])];

    [Theory]
    [InlineData("BlockPublicAcls")]
    [InlineData("BlockPublicPolicy")]
    [InlineData("IgnorePublicAcls")]
    [InlineData("RestrictPublicBuckets")]
    public void Bucket_PublicAccess_IsBlocked(string setting)
        => Assert.Equal("true", Bucket.Value($"PublicAccessBlockConfiguration.{setting}"));

    [Fact]
    public void BucketPolicy_WithoutTls_DeniesEverything()
    {
        var deny = Assert.Single(Statements, statement => statement.Effect == "Deny");
        Assert.Equal(["s3:*"], deny.Actions);
        Assert.Equal([$"${{{Bucket.LogicalId}.Arn}}", $"${{{Bucket.LogicalId}.Arn}}/*"], deny.Resources);
        Assert.Equal("*", deny.Principal!["AWS"]!.ToString());
        Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", deny.Condition!.ToJsonString());
    }

    [Fact]
    public void BucketPolicy_ForTheDistributionAlone_AllowsReadingAudio()
    {
        var allow = Assert.Single(Statements, statement => statement.Effect == "Allow");
        Assert.Equal(["s3:GetObject"], allow.Actions);
        Assert.Equal([$"${{{Bucket.LogicalId}.Arn}}/media/*"], allow.Resources);
        Assert.Equal("cloudfront.amazonaws.com", allow.Principal!["Service"]!.ToString());
        Assert.Equal(DistributionArn.Value, TemplateValue.Text(allow.Condition!["StringEquals"]!["AWS:SourceArn"]));
    }
}
