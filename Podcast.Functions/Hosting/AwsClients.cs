using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.MediaConvert;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace Podcast.Functions.Hosting;

/// <summary>The SDK's clients, with bounds: an attempt that takes longer than <see cref="AttemptTimeout"/> is given up.</summary>
internal static class AwsClients
{
    private const int MaxRetries = 3;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(3);

    public static IAmazonDynamoDB CreateDynamoDb() => new AmazonDynamoDBClient(Bound(new AmazonDynamoDBConfig()));

    public static IAmazonS3 CreateS3() => CreateS3(AttemptTimeout);

    /// <param name="attemptTime">For requests that are long by their nature.</param>
    public static IAmazonS3 CreateS3(TimeSpan attemptTime)
    {
        var config = Bound(new AmazonS3Config());
        config.Timeout = attemptTime;
        return new AmazonS3Client(config);
    }

    public static IAmazonSQS CreateSqs() => new AmazonSQSClient(Bound(new AmazonSQSConfig()));

    public static IAmazonMediaConvert CreateMediaConvert() => new AmazonMediaConvertClient(Bound(new AmazonMediaConvertConfig()));

    public static IAmazonCloudFrontKeyValueStore CreateKeyValueStore()
    {
        var config = Bound(new AmazonCloudFrontKeyValueStoreConfig());
        if (LoopbackHttpClientFactory.IsFor(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE")))
        {
            config.HttpClientFactory = new LoopbackHttpClientFactory();
        }

        return new AmazonCloudFrontKeyValueStoreClient(config);
    }

    private static TConfig Bound<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.Timeout = AttemptTimeout;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = MaxRetries;
        return config;
    }
}
