using System.Text.Json.Nodes;
using Podcast.Functions.EmptyBucket;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Automation;

public sealed class EmptyBucketsTests
{
    private static readonly TemplateResource[] Buckets = [.. SynthesizedTemplate.OfType("AWS::S3::Bucket")];

    [Fact]
    public void Buckets_OfADevelopmentStack_AreEachEmptiedByTheFunction()
    {
        var requests = SynthesizedTemplate.OfType("Custom::EmptyBucket").ToArray();

        Assert.Equal(
            Buckets.Select(bucket => $"${{{bucket.LogicalId}}}").Order(StringComparer.Ordinal),
            requests.Select(request => request.Value("BucketName")).Order(StringComparer.Ordinal));
        Assert.All(requests, request =>
        {
            Assert.Equal($"${{{SynthesizedTemplate.Function("EmptyBucket").LogicalId}.Arn}}", request.Value("ServiceToken"));
            Assert.Equal("900", request.Value("ServiceTimeout"));
            Assert.Equal("Delete", request.Resource["DeletionPolicy"]!.ToString());
        });
        Assert.All(Buckets, bucket => Assert.Contains(
            bucket.Properties["Tags"]!.AsArray(), tag => tag!["Key"]!.ToString() == BucketEmptier.Tag && tag["Value"]!.ToString() == "true"));
    }

    [Fact]
    public void Writers_WhenTheStackIsDestroyed_AreGoneBeforeTheirBucketIsEmptied()
    {
        var publisher = SynthesizedTemplate.Named(SynthesizedTemplate.Function("PublisherApi").Value("Role"));
        var transcoder = SynthesizedTemplate.Named(SynthesizedTemplate.Function("AutoTranscoding").Value("Environment.Variables.MEDIACONVERT_ROLE_ARN"));
        var logs = SynthesizedTemplate.OfType("AWS::S3::BucketPolicy").Single(policy => Dependencies(policy).Length > 0);

        Assert.Equal([RequestFor("Audio"), RequestFor("Ingest")], Dependencies(publisher));
        Assert.Equal([RequestFor("Audio")], Dependencies(transcoder));
        Assert.Equal([RequestFor("Logs")], Dependencies(logs));
        Assert.StartsWith("${MediaLogsBucket", logs.Value("Bucket"), StringComparison.Ordinal);
    }

    private static string RequestFor(string name) => SynthesizedTemplate.OfType("Custom::EmptyBucket")
        .Single(request => request.Value("BucketName").StartsWith($"${{Media{name}Bucket", StringComparison.Ordinal)).LogicalId;

    private static string[] Dependencies(TemplateResource resource) => resource.Resource["DependsOn"] is JsonArray ids
        ? [.. ids.Select(id => id!.ToString()).Order(StringComparer.Ordinal)]
        : resource.Resource["DependsOn"] is { } one ? [one.ToString()] : [];
}
