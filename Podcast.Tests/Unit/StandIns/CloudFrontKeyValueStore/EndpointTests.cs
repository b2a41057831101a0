using Amazon;
using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;

namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore;

public sealed class EndpointTests
{
    private const string Store = "key-value-store/11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("us-east-1", null, "https://123456789012.cloudfront-kvs.global.api.aws/")]
    [InlineData("eu-central-1", null, "https://123456789012.cloudfront-kvs.global.api.aws/")]
    [InlineData("us-east-1", "http://localhost:4566", "http://123456789012.localhost:4566/")]
    [InlineData("us-east-1", "https://kvs.example.com/path", "https://123456789012.kvs.example.com/path/")]
    public void DetermineServiceOperationEndpoint_Store_HasAccountInHost(string region, string? serviceUrl, string expected) =>
        Assert.Equal(new Uri(expected), new Uri(Determine(region, serviceUrl, $"arn:aws:cloudfront::123456789012:{Store}")));

    [Theory]
    [InlineData(null, "must be provided")]
    [InlineData("store", "must be a valid ARN")]
    [InlineData("arn:aws:s3:::bucket", "Found: `s3`")]
    [InlineData("arn:aws:cloudfront:us-east-1:123456789012:" + Store, "Found: `us-east-1`")]
    [InlineData("arn:aws:cloudfront::123456789012:distribution/E1", "found: `distribution`")]
    [InlineData("arn:aws-cn:cloudfront::123456789012:" + Store, "not supported in partition `aws-cn`")]
    public void DetermineServiceOperationEndpoint_NoStore_Throws(string? arn, string message) =>
        Assert.Contains(message, Assert.Throws<AmazonClientException>(() => Determine("us-east-1", null, arn)).Message, StringComparison.Ordinal);

    [Fact]
    public void DetermineServiceOperationEndpoint_RegionOfAnotherPartition_Throws() => Assert.Throws<AmazonClientException>(
        () => Determine("cn-north-1", null, $"arn:aws:cloudfront::123456789012:{Store}"));

    private static string Determine(string region, string? serviceUrl, string? arn)
    {
        var config = new AmazonCloudFrontKeyValueStoreConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) };
        if (serviceUrl is not null)
        {
            config = new AmazonCloudFrontKeyValueStoreConfig { AuthenticationRegion = region, ServiceURL = serviceUrl };
        }

        using var client = new AmazonCloudFrontKeyValueStoreClient(new AnonymousAWSCredentials(), config);
        return client.DetermineServiceOperationEndpoint(new GetKeyRequest { KvsARN = arn, Key = "k" }).URL;
    }
}
