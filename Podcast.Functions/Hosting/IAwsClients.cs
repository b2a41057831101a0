using Amazon.CloudFront;
using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.EventBridge;
using Amazon.MediaConvert;
using Amazon.S3;
using Amazon.SQS;

namespace Podcast.Functions.Hosting;

/// <summary>The AWS clients of a function, each created when it is first used.</summary>
internal interface IAwsClients
{
    IAmazonDynamoDB DynamoDb { get; }

    IAmazonS3 S3 { get; }

    IAmazonSQS Sqs { get; }

    IAmazonMediaConvert MediaConvert { get; }

    IAmazonCloudFront CloudFront { get; }

    IAmazonEventBridge EventBridge { get; }

    IAmazonCloudFrontKeyValueStore KeyValueStore { get; }

    /// <summary>A client of its own for requests that take longer than others.</summary>
    /// <param name="attemptTimeout">How long one attempt may take.</param>
    IAmazonS3 CreateS3(TimeSpan attemptTimeout);
}
