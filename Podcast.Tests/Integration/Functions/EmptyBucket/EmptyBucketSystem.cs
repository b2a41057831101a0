using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Podcast.Functions.EmptyBucket;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Host;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.EmptyBucket;

/// <summary>The function in this process, and the local S3 with buckets to empty, one to leave alone and one for the responses.</summary>
public sealed class EmptyBucketSystem : IAsyncLifetime
{
    public const string Responses = "responses";

    private const string AccessKeyId = "AKIATESTADMINISTRATOR";
    private const string SecretAccessKey = "a secret of this test alone";
    private const string Template = """
        { "Resources": {
            "Versioned": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "versioned", "VersioningConfiguration": { "Status": "Enabled" }, "Tags": [ { "Key": "EmptiedOnDestroy", "Value": "true" } ] } },
            "Plain": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "plain", "Tags": [ { "Key": "EmptiedOnDestroy", "Value": "true" } ] } },
            "Kept": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "kept" } },
            "Responses": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "responses" } } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer _server = null!;

    public AmazonS3Client S3 { get; private set; } = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            StoragePath = Path.Combine(_folder, "objects"),
            AccessKeyId = AccessKeyId,
            SecretAccessKey = SecretAccessKey,
        });
        S3 = Client(SecretAccessKey);
    }

    public async ValueTask DisposeAsync()
    {
        S3.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends the request that CloudFormation sends.</summary>
    /// <returns>The response of the function.</returns>
    public async Task<JsonNode> SendAsync(string type, string? bucket, AmazonS3Client? client = null, DateTimeOffset? endsAt = null)
    {
        var key = Guid.NewGuid().ToString();
        await SendAsync(type, bucket, await AddressAsync(key), client, endsAt);
        using var stored = await S3.GetObjectAsync(Responses, key, TestToken);
        using var reader = new StreamReader(stored.ResponseStream);
        return JsonNode.Parse(await reader.ReadToEndAsync(TestToken))!;
    }

    public async Task SendAsync(string type, string? bucket, string address, AmazonS3Client? client = null, DateTimeOffset? endsAt = null)
    {
        var properties = new JsonObject { ["ServiceToken"] = "the function" };
        if (bucket is not null)
        {
            properties["BucketName"] = bucket;
        }

        var request = new JsonObject
        {
            ["RequestType"] = type,
            ["ResponseURL"] = address,
            ["StackId"] = "the stack",
            ["RequestId"] = "the request",
            ["LogicalResourceId"] = "the resource",
            ["ResourceProperties"] = properties,
        };
        // Two at a time, so that a handful of objects is several pages.
        var function = EmptyBucketFunction.Compose(
            TestServices.Create(new TestAwsClients { S3 = client ?? S3 }, new Dictionary<string, string>()), pageSize: 2);
        await function.HandleAsync(
            JsonSerializer.SerializeToElement(request), new Invocation("id", null, TestToken, endsAt ?? TimeProvider.System.GetUtcNow().AddMinutes(5)));
    }

    public AmazonS3Client Client(string secretAccessKey) => new(
        new BasicAWSCredentials(AccessKeyId, secretAccessKey),
        new AmazonS3Config { ServiceURL = _server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private Task<string> AddressAsync(string key) => S3.GetPreSignedURLAsync(new()
    {
        BucketName = Responses,
        Key = key,
        Verb = HttpVerb.PUT,
        Protocol = Protocol.HTTP,
        Expires = TimeProvider.System.GetUtcNow().AddMinutes(10).UtcDateTime,
    });
}
