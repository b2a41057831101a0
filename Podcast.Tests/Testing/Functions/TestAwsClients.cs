using Amazon.CloudFront;
using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.EventBridge;
using Amazon.MediaConvert;
using Amazon.S3;
using Amazon.SQS;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Testing.Functions;

/// <summary>The clients that a test composes a function with. A function that asks for any other fails.</summary>
internal sealed class TestAwsClients : IAwsClients
{
    public IAmazonDynamoDB DynamoDb
    {
        get => field ?? throw Missing(nameof(DynamoDb));
        init;
    }

    public IAmazonS3 S3
    {
        get => field ?? throw Missing(nameof(S3));
        init;
    }

    public IAmazonSQS Sqs
    {
        get => field ?? throw Missing(nameof(Sqs));
        init;
    }

    public IAmazonMediaConvert MediaConvert
    {
        get => field ?? throw Missing(nameof(MediaConvert));
        init;
    }

    public IAmazonCloudFront CloudFront
    {
        get => field ?? throw Missing(nameof(CloudFront));
        init;
    }

    public IAmazonEventBridge EventBridge
    {
        get => field ?? throw Missing(nameof(EventBridge));
        init;
    }

    public IAmazonCloudFrontKeyValueStore KeyValueStore
    {
        get => field ?? throw Missing(nameof(KeyValueStore));
        init;
    }

    public IAmazonS3 CreateS3(TimeSpan attemptTimeout) => S3;

    private static InvalidOperationException Missing(string client) => new($"The test composed the function without the client {client}.");
}
