using Amazon.CloudFront;
using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.EventBridge;
using Amazon.MediaConvert;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace Podcast.Functions.Hosting;

/// <summary>The SDK's clients. Each attempt of a request is cancelled after <see cref="AttemptTimeout"/>.</summary>
internal sealed class AwsClients : IAwsClients
{
    private const int MaxRetries = 3;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(3);

    private readonly Lazy<IAmazonDynamoDB> _dynamoDb = new(() => new AmazonDynamoDBClient(Bound(new AmazonDynamoDBConfig())));
    private readonly Lazy<IAmazonS3> _s3 = new(() => new AmazonS3Client(Bound(new AmazonS3Config())));
    private readonly Lazy<IAmazonSQS> _sqs = new(() => new AmazonSQSClient(Bound(new AmazonSQSConfig())));
    private readonly Lazy<IAmazonMediaConvert> _mediaConvert = new(() => new AmazonMediaConvertClient(Bound(new AmazonMediaConvertConfig())));
    private readonly Lazy<IAmazonCloudFront> _cloudFront = new(() => new AmazonCloudFrontClient(Bound(new AmazonCloudFrontConfig())));
    private readonly Lazy<IAmazonEventBridge> _eventBridge = new(() => new AmazonEventBridgeClient(Bound(new AmazonEventBridgeConfig())));
    private readonly Lazy<IAmazonCloudFrontKeyValueStore> _keyValueStore = new(CreateKeyValueStore);

    public IAmazonDynamoDB DynamoDb => _dynamoDb.Value;

    public IAmazonS3 S3 => _s3.Value;

    public IAmazonSQS Sqs => _sqs.Value;

    public IAmazonMediaConvert MediaConvert => _mediaConvert.Value;

    public IAmazonCloudFront CloudFront => _cloudFront.Value;

    public IAmazonEventBridge EventBridge => _eventBridge.Value;

    public IAmazonCloudFrontKeyValueStore KeyValueStore => _keyValueStore.Value;

    public IAmazonS3 CreateS3(TimeSpan attemptTimeout)
    {
        var config = Bound(new AmazonS3Config());
        config.Timeout = attemptTimeout;
        return new AmazonS3Client(config);
    }

    private static AmazonCloudFrontKeyValueStoreClient CreateKeyValueStore()
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
