using Podcast.Functions.ShowImports;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Media;

public sealed class MediaBucketsTests
{
    public static TheoryData<string> Buckets => [.. SynthesizedTemplate.OfType("AWS::S3::Bucket").Select(bucket => bucket.LogicalId)];

    private static TemplateResource Audio => SynthesizedTemplate.Named(
        SynthesizedTemplate.Function("PublisherApi").Value("Environment.Variables.MEDIA_BUCKET"));

    private static TemplateResource Ingest => SynthesizedTemplate.Named(
        SynthesizedTemplate.Function("PublisherApi").Value("Environment.Variables.INGEST_BUCKET"));

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Bucket_PublicAccess_IsBlocked(string bucket)
        => Assert.All(
            new[] { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets" },
            setting => Assert.Equal("true", SynthesizedTemplate.ById(bucket).Value($"PublicAccessBlockConfiguration.{setting}")));

    [Theory]
    [MemberData(nameof(Buckets))]
    public void BucketPolicy_WithoutTls_DeniesEverything(string bucket)
    {
        var deny = Assert.Single(StatementsOf(bucket), statement => statement.Effect == "Deny");
        Assert.Equal(["s3:*"], deny.Actions);
        Assert.Equal([$"${{{bucket}.Arn}}", $"${{{bucket}.Arn}}/*"], deny.Resources);
        Assert.Equal("*", deny.Principal!["AWS"]!.ToString());
        Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", deny.Condition!.ToJsonString());
    }

    [Fact]
    public void BucketPolicy_ForTheDistributionAlone_AllowsReadingAudioAndArtwork()
    {
        var allowed = StatementsOf(Audio.LogicalId).Where(statement => statement.Effect == "Allow").ToArray();
        Assert.Equal(
            [$"${{{Audio.LogicalId}.Arn}}/media/*", $"${{{Audio.LogicalId}.Arn}}/artwork/*"], allowed.Select(statement => Assert.Single(statement.Resources)));
        Assert.All(allowed, allow =>
        {
            Assert.Equal(["s3:GetObject"], allow.Actions);
            Assert.Equal("cloudfront.amazonaws.com", allow.Principal!["Service"]!.ToString());
            Assert.Equal(DistributionArn.Value, TemplateValue.Text(allow.Condition!["StringEquals"]!["AWS:SourceArn"]));
        });
    }

    [Fact]
    public void IngestBucket_OnUpload_NotifiesEventBridge()
    {
        Assert.Equal("true", Ingest.Value("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled"));
        Assert.DoesNotContain(StatementsOf(Ingest.LogicalId), statement => statement.Effect == "Allow");
    }

    [Fact]
    public void AudioAndRecordings_InTemplate_AreVersionedTieredAndLogged()
        => Assert.All([Audio, Ingest], bucket =>
        {
            Assert.Equal("Enabled", bucket.Value("VersioningConfiguration.Status"));
            var rule = bucket.Properties["LifecycleConfiguration"]!["Rules"]!.AsArray()[0]!;
            Assert.Equal("INTELLIGENT_TIERING", rule["Transitions"]![0]!["StorageClass"]!.ToString());
            Assert.Equal("7", rule["AbortIncompleteMultipartUpload"]!["DaysAfterInitiation"]!.ToString());
            Assert.Equal("30", rule["NoncurrentVersionExpiration"]!["NoncurrentDays"]!.ToString());
            var logs = SynthesizedTemplate.Named(bucket.Value("LoggingConfiguration.DestinationBucketName"));
            Assert.Equal("90", logs.Properties["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!.ToString());
            var prefix = bucket.Value("LoggingConfiguration.LogFilePrefix");
            Assert.Contains(StatementsOf(logs.LogicalId), statement =>
                statement.Effect == "Allow"
                && statement.Actions is ["s3:PutObject"]
                && statement.Resources.Contains($"${{{logs.LogicalId}.Arn}}/{prefix}*")
                && TemplateValue.Text(statement.Condition!["StringEquals"]!["aws:SourceArn"]) == $"${{{bucket.LogicalId}.Arn}}");
        });

    [Fact]
    public void IngestBucket_OfFeeds_ForgetsThem()
    {
        var rule = Ingest.Properties["LifecycleConfiguration"]!["Rules"]!.AsArray().Single(rule => (string?)rule!["Prefix"] is not null)!;

        Assert.Equal((FeedFiles.Prefix, "7"), ((string?)rule["Prefix"], rule["ExpirationInDays"]!.ToString()));
    }

    private static IEnumerable<PolicyStatement> StatementsOf(string bucket) => PolicyStatement.Of(
        SynthesizedTemplate.OfType("AWS::S3::BucketPolicy")
            .Single(policy => policy.Value("Bucket") == $"${{{bucket}}}")
            .Properties["PolicyDocument"]);
}
