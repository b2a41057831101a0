using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Host;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>What a bucket tells EventBridge and functions.</summary>
public sealed class S3EventTests : IAsyncLifetime
{
    private const string Secret = "a secret of this test alone";

    private const string Template = """
        { "Resources": {
          "Ingest": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "ingest", "VersioningConfiguration": { "Status": "Enabled" },
            "NotificationConfiguration": { "EventBridgeConfiguration": { "EventBridgeEnabled": true } } } },
          "Plain": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "plain",
            "NotificationConfiguration": { "LambdaConfigurations": [{ "Event": "s3:ObjectCreated:*", "Function": { "Fn::GetAtt": ["Worker", "Arn"] },
              "Filter": { "S3Key": { "Rules": [{ "Name": "suffix", "Value": ".wav" }] } } }] } } },
          "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } },
          "Permission": { "Type": "AWS::Lambda::Permission", "Properties": { "Action": "lambda:InvokeFunction", "FunctionName": { "Ref": "Worker" },
            "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::plain" } },
          "Worker": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Worker", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly RecordedBus _bus = new();
    private LocalAwsServer? _server;
    private AmazonS3Client? _client;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template);
        _server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = template, StoragePath = Path.Combine(_folder, "objects"), AccessKeyId = "AKIATESTADMINISTRATOR", SecretAccessKey = Secret },
            services => services.AddSingleton<IEventBus>(_bus));
        _client = new("AKIATESTADMINISTRATOR", Secret, new AmazonS3Config { ServiceURL = _server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task EventBridge_ObjectCreatedOrDeleted_GetsEvent()
    {
        var put = await _client!.PutObjectAsync(new() { BucketName = "ingest", Key = "shows/a b.wav", ContentBody = "audio" }, TestToken);
        await _client.CopyObjectAsync("ingest", "shows/a b.wav", "ingest", "copy", TestToken);
        var upload = await _client.InitiateMultipartUploadAsync("ingest", "parts", TestToken);
        var part = await _client.UploadPartAsync(new() { BucketName = "ingest", Key = "parts", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream([1]) }, TestToken);
        await _client.CompleteMultipartUploadAsync(new() { BucketName = "ingest", Key = "parts", UploadId = upload.UploadId, PartETags = [new(1, part.ETag)] }, TestToken);
        var marker = await _client.DeleteObjectAsync("ingest", "copy", TestToken);
        await _client.DeleteObjectAsync("ingest", "shows/a b.wav", put.VersionId, TestToken);

        var events = _bus.Published.ToArray();
        Assert.Equal(["PutObject", "CopyObject", "CompleteMultipartUpload", "DeleteObject", "DeleteObject"], events.Select(item => (string?)item.Detail["reason"]));
        Assert.Equal(["Object Created", "Object Created", "Object Created", "Object Deleted", "Object Deleted"], events.Select(item => item.DetailType));
        Assert.All(events, item => Assert.Equal(("aws.s3", "arn:aws:s3:::ingest"), (item.Source, item.Resources.Single())));
        var created = events[0].Detail;
        Assert.Equal(
            ["version", "event-version", "bucket", "object", "request-id", "requester", "source-ip-address", "reason"], created.Select(property => property.Key));
        Assert.Equal(
            $$"""{"key":"shows/a b.wav","size":5,"etag":"{{put.ETag.Trim('"')}}","version-id":"{{put.VersionId}}","sequencer":"0000000000000001"}""",
            created["object"]!.ToJsonString());
        Assert.Equal(("ingest", "000000000000"), ((string?)created["bucket"]!["name"], (string?)created["requester"]));
        Assert.Equal(("Delete Marker Created", marker.VersionId), ((string?)events[3].Detail["deletion-type"], (string?)events[3].Detail["object"]!["version-id"]));
        Assert.Equal(("Permanently Deleted", put.VersionId), ((string?)events[4].Detail["deletion-type"], (string?)events[4].Detail["object"]!["version-id"]));
    }

    [Fact]
    public async Task Function_KeyThatItsFilterMatches_GetsEvent()
    {
        using var process = new FunctionProcess(_server!.ApiUrl, "Worker");
        await _client!.PutObjectAsync(new() { BucketName = "plain", Key = "a.txt", ContentBody = "text" }, TestToken);
        await _client.PutObjectAsync(new() { BucketName = "plain", Key = "shows/a b.wav", ContentBody = "audio" }, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "{}", TestToken);

        var record = JsonNode.Parse(got.Payload)!["Records"]![0]!;
        Assert.Equal(("aws:s3", "ObjectCreated:Put", "2.1"), ((string?)record["eventSource"], (string?)record["eventName"], (string?)record["eventVersion"]));
        Assert.Equal(("plain", "shows/a+b.wav", 5), ((string?)record["s3"]!["bucket"]!["name"], (string?)record["s3"]!["object"]!["key"], (int?)record["s3"]!["object"]!["size"]));
        Assert.Empty(_bus.Published);
    }

    private sealed class RecordedBus : IEventBus
    {
        public ConcurrentQueue<EventBridgeEvent> Published { get; } = new();

        public ValueTask PublishAsync(EventBridgeEvent published, CancellationToken cancellationToken = default)
        {
            Published.Enqueue(published);
            return ValueTask.CompletedTask;
        }
    }
}
