using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.LocalAws.DynamoDb;

/// <summary>LocalAws in front of the real DynamoDB Local, with a table, its stream, a function that gets it and a queue for what fails.</summary>
public sealed class DynamoDbFixture(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a secret of this test alone";

    private static readonly TimeSpan HealthBound = TimeSpan.FromSeconds(30);

    // Every instance has a stack of its own, and so tables of its own.
    private readonly string _stackName = $"Test{Guid.NewGuid():N}"[..16];
    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer? _server;

    public Uri ApiUrl => _server!.ApiUrl;

    public string Table => Resource("Things").PhysicalId;

    public string StreamArn => Resource("Things").GetAtt("StreamArn");

    public string QueueUrl => Resource("Failed").PhysicalId;

    public Uri DynamoDbEndpoint { get; private set; } = null!;

    internal LocalAwsServer Server => _server!;

    public AmazonDynamoDBClient CreateClient(string secretAccessKey = SecretAccessKey) => new(
        new BasicAWSCredentials(AccessKeyId, secretAccessKey),
        new AmazonDynamoDBConfig { ServiceURL = ApiUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, $"{_stackName}.template.json");
        await File.WriteAllTextAsync(template, """
            {
              "Resources": {
                "Things": { "Type": "AWS::DynamoDB::Table", "Properties": {
                  "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
                  "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "owner", "AttributeType": "S" }],
                  "GlobalSecondaryIndexes": [{ "IndexName": "byOwner", "KeySchema": [{ "AttributeName": "owner", "KeyType": "HASH" }], "Projection": { "ProjectionType": "ALL" } }],
                  "BillingMode": "PAY_PER_REQUEST",
                  "SSESpecification": { "SSEEnabled": true },
                  "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true },
                  "DeletionProtectionEnabled": true,
                  "TimeToLiveSpecification": { "AttributeName": "until", "Enabled": true },
                  "StreamSpecification": { "StreamViewType": "NEW_AND_OLD_IMAGES" } } },
                "Role": { "Type": "AWS::IAM::Role", "Properties": {
                  "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                    { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
                  "Policies": [{ "PolicyName": "Changes", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                    { "Effect": "Allow", "Resource": { "Fn::GetAtt": ["Things", "StreamArn"] },
                      "Action": ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"] },
                    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Failed", "Arn"] } }] } }] } },
                "Failed": { "Type": "AWS::SQS::Queue", "Properties": {} },
                "Changes": { "Type": "AWS::Lambda::Function", "Properties": {
                  "Handler": "Changes", "Code": { "S3Bucket": "assets", "S3Key": "changes.zip" }, "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
                "Mapping": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": {
                  "EventSourceArn": { "Fn::GetAtt": ["Things", "StreamArn"] }, "FunctionName": { "Ref": "Changes" }, "StartingPosition": "TRIM_HORIZON",
                  "MaximumRetryAttempts": 0, "FunctionResponseTypes": ["ReportBatchItemFailures"],
                  "DestinationConfig": { "OnFailure": { "Destination": { "Fn::GetAtt": ["Failed", "Arn"] } } } } }
              }
            }
            """);
        DynamoDbEndpoint = await dynamoDb.GetEndpointAsync();
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            DynamoDbEndpoint = DynamoDbEndpoint,
            AccessKeyId = AccessKeyId,
            SecretAccessKey = SecretAccessKey,
        });
        await WaitForHealthAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private StackResource Resource(string logicalId) => _server!.Services.GetRequiredService<Stack>()[logicalId];

    private async Task WaitForHealthAsync()
    {
        using var http = new HttpClient();
        using var deadline = new CancellationTokenSource(HealthBound);
        while (true)
        {
            using var response = await http.GetAsync(new Uri(ApiUrl, "/_localaws/health"), deadline.Token);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(20, deadline.Token);
        }
    }
}
