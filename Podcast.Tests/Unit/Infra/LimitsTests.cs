using System.Text;
using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra;

public sealed class LimitsTests
{
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private const int TemplateInS3 = 1024 * 1024;
    private const int Resources = 500;
    private const int Outputs = 200;

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    private const int InlinePolicies = 10_240;
    private const int TrustPolicy = 2_048;

    // The smallest of them: 20 KB for buckets and functions, 32 KB for keys; https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
    private const int ResourcePolicy = 20 * 1024;

    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private const int Environment = 4 * 1024;

    [Fact]
    public void Template_AsTheCliUploadsIt_FitsIntoTheLimitsOfCloudFormation()
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(SynthesizedTemplate.Text), 1, TemplateInS3);
        Assert.InRange(SynthesizedTemplate.Resources.Count(), 1, Resources);
        Assert.InRange(SynthesizedTemplate.Root["Outputs"]!.AsObject().Count, 1, Outputs);
    }

    [Fact]
    public void Roles_WithAllTheirPolicies_FitIntoTheLimitsOfIam()
        => Assert.All(SynthesizedTemplate.OfType("AWS::IAM::Role"), role =>
        {
            var attached = SynthesizedTemplate.OfType("AWS::IAM::Policy").Where(policy => policy.Values("Roles").Contains($"${{{role.LogicalId}}}"));
            var size = attached.Select(policy => policy.Properties["PolicyDocument"])
                .Concat(role.Properties["Policies"]!.AsArray().Select(policy => policy!["PolicyDocument"]))
                .Sum(Size);
            Assert.InRange(size, 1, InlinePolicies);
            Assert.InRange(Size(role.Properties["AssumeRolePolicyDocument"]), 1, TrustPolicy);
        });

    [Theory]
    [InlineData("AWS::S3::BucketPolicy", "PolicyDocument")]
    [InlineData("AWS::SQS::QueuePolicy", "PolicyDocument")]
    [InlineData("AWS::SNS::TopicPolicy", "PolicyDocument")]
    [InlineData("AWS::KMS::Key", "KeyPolicy")]
    public void ResourcePolicies_InTemplate_FitIntoTheirLimits(string type, string property)
        => Assert.All(SynthesizedTemplate.OfType(type), resource => Assert.InRange(Size(resource.Properties[property]), 1, ResourcePolicy));

    [Fact]
    public void Environments_OfFunctions_FitIntoTheLimitOfLambda()
        => Assert.All(SynthesizedTemplate.OfType("AWS::Lambda::Function"), function
            => Assert.InRange(function.Properties["Environment"]?["Variables"] is { } variables ? Size(variables) : 0, 0, Environment));

    // References make it longer than what is deployed, hardly ever shorter: an ARN has about 100 characters.
    private static int Size(JsonNode? node) => Encoding.UTF8.GetByteCount(node!.ToJsonString());
}
