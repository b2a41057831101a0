using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amazon.S3;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.EndToEnd.Deployment;

/// <summary>The life of a deployment with the real CDK CLI: made, changed, changed wrongly, removed; and a subscriber listens all the while.</summary>
public sealed class DeploymentTests : IDisposable
{
    private const string AccessKeyId = "AKIATESTADMINISTRATOR";
    private const string SecretAccessKey = "a secret of this test alone";

    private static readonly TimeSpan SyncBound = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-deployment-").FullName;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Stack_DeployedChangedFailedAndDestroyed_ServesSubscribersInBetween()
    {
        // Of its own: the stack's tables have the same names in every account.
        await using var dynamoDb = await DynamoDBLocalProcess.StartAsync(await DynamoDBLocalCommand.FindAsync(Console.Error, TestToken), TestToken);
        await using var server = await LocalAwsServer.StartAsync(
            new()
            {
                AccessKeyId = AccessKeyId,
                SecretAccessKey = SecretAccessKey,
                DynamoDbEndpoint = dynamoDb.Endpoint,
                FunctionUrlPorts = { ["PublisherApi"] = 0 },
            },
            null,
            TestToken);
        var cdk = new CdkCli(server.ApiUrl, AccessKeyId, SecretAccessKey);
        var assembly = new CloudAssembly(Path.Combine(_folder, "assembly"));

        // The first time by 'aspire deploy', which publishes first.
        var tools = Path.Combine(_folder, "tools");
        var (deployed, log) = await cdk.RunAppHostAsync("deploy", assembly.Folder, CloudAssembly.Package(Path.Combine(_folder, "package")), tools, TestToken);
        Assert.True(deployed == 0, log);
        // DynamoDB Local would have been fetched into it.
        Assert.Single(Directory.GetFileSystemEntries(tools));
        Assert.True(File.Exists(Path.Combine(assembly.Folder, "Podcast.template.json")), log);
        Assert.NotEmpty(Directory.GetFileSystemEntries(assembly.Folder, "asset.*"));
        Assert.Contains("PublisherUrl", log, StringComparison.Ordinal);
        var feed = await SubscribeAsync(server);
        await ExpectFeedAsync(server, feed);

        var changed = assembly.Change(Path.Combine(_folder, "changed"), template =>
        {
            Function(template, "Feeds")["MemorySize"] = 640;
            template["Resources"]!["Extra"] = Queue("extra-one");
            template["Outputs"]!["ExtraName"] = new JsonObject { ["Value"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray("Extra", "QueueName") } };
        });
        Assert.Contains("Podcast.ExtraName = extra-one", await DeployAsync(cdk, changed.Folder), StringComparison.Ordinal);
        await ExpectFeedAsync(server, feed);

        var replaced = changed.Change(Path.Combine(_folder, "failed"), template =>
        {
            template["Resources"]!["Extra"] = Queue("extra-two");
            template["Resources"]!["Cluster"] = new JsonObject { ["Type"] = "AWS::ECS::Cluster", ["DependsOn"] = "Extra" };
        });
        var (exitCode, output) = await cdk.RunAsync(_folder, TestToken, "deploy", "--app", replaced.Folder, "--require-approval", "never", "--progress", "events");
        Assert.True(exitCode == 1, output);
        Assert.Contains("Requested update requires the creation of a new physical resource", output, StringComparison.Ordinal);
        Assert.Contains("LocalAws does not know the resource type AWS::ECS::Cluster", output, StringComparison.Ordinal);
        Assert.Contains("UPDATE_ROLLBACK_COMPLETE", output, StringComparison.Ordinal);
        Assert.Equal("extra-one", await ResourceNameAsync(server, "Extra"));
        await ExpectFeedAsync(server, feed);

        await FillBucketsAsync(server);
        (exitCode, output) = await cdk.RunAsync(_folder, TestToken, "destroy", "--app", changed.Folder, "--force", "--progress", "events");
        Assert.True(exitCode == 0, output);
        using var s3 = Storage(server);
        Assert.DoesNotContain((await s3.ListBucketsAsync(TestToken)).Buckets ?? [], bucket => bucket.BucketName.StartsWith("podcast", StringComparison.Ordinal));
        using var player = new HttpClient();
        using var gone = await player.GetAsync(new Uri(server.EdgeUrl, feed), TestToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.StatusCode);
    }

    private async Task<string> DeployAsync(CdkCli cdk, string app, params string[] more)
    {
        var (exitCode, output) = await cdk.RunAsync(
            _folder, TestToken, ["deploy", "--app", app, "--require-approval", "never", "--progress", "events", .. more]);
        Assert.True(exitCode == 0, output);
        return output;
    }

    // Two versions, a delete marker, and an upload that is not complete: CloudFormation deletes no bucket with any of these.
    private static async Task FillBucketsAsync(LocalAwsServer server)
    {
        using var s3 = Storage(server);
        foreach (var bucket in (await s3.ListBucketsAsync(TestToken)).Buckets.Where(bucket => bucket.BucketName.StartsWith("podcast", StringComparison.Ordinal)))
        {
            await s3.PutObjectAsync(new() { BucketName = bucket.BucketName, Key = "one", ContentBody = "a" }, TestToken);
            await s3.PutObjectAsync(new() { BucketName = bucket.BucketName, Key = "one", ContentBody = "b" }, TestToken);
            await s3.PutObjectAsync(new() { BucketName = bucket.BucketName, Key = "two", ContentBody = "c" }, TestToken);
            await s3.DeleteObjectAsync(bucket.BucketName, "one", TestToken);
            await s3.InitiateMultipartUploadAsync(bucket.BucketName, "three", TestToken);
        }
    }

    private static AmazonS3Client Storage(LocalAwsServer server) => new(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
        new AmazonS3Config { ServiceURL = server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    private static JsonObject Queue(string name) =>
        new() { ["Type"] = "AWS::SQS::Queue", ["Properties"] = new JsonObject { ["QueueName"] = name } };

    private static JsonObject Function(JsonObject template, string handler) => template["Resources"]!.AsObject()
        .Select(resource => resource.Value!["Properties"] as JsonObject)
        .Single(properties => properties?["Handler"]?.ToString() == handler)!;

    private static async Task<string> SubscribeAsync(LocalAwsServer server)
    {
        using var publisher = new HttpClient(new SigV4SigningHandler(
            new BasicAWSCredentials(AccessKeyId, SecretAccessKey), RegionEndpoint.USEast1, "lambda", new SocketsHttpHandler()))
        {
            BaseAddress = server.FunctionUrl("PublisherApi"),
        };
        using var show = await publisher.PostAsJsonAsync(
            "/shows", new { id = "news", title = "News", description = "What is new.", author = "A", language = "en" }, TestToken);
        Assert.Equal(HttpStatusCode.Created, show.StatusCode);
        using var subscriber = await publisher.PostAsJsonAsync(
            "/subscribers", new { email = "listener@example.com", shows = new[] { "news" }, expiresAt = DateTimeOffset.UtcNow.AddDays(30) }, TestToken);
        Assert.Equal(HttpStatusCode.Created, subscriber.StatusCode);
        var response = await subscriber.Content.ReadFromJsonAsync<JsonNode>(TestToken);
        return response!["feeds"]!["news"]!.ToString();
    }

    // The stream processor has to bring the subscriber to the edge, and may have to start first.
    private static async Task ExpectFeedAsync(LocalAwsServer server, string feed)
    {
        using var player = new HttpClient();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(SyncBound);
        while (true)
        {
            using var response = await player.GetAsync(new Uri(server.EdgeUrl, feed), deadline.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Assert.Contains("<title>News</title>", await response.Content.ReadAsStringAsync(deadline.Token), StringComparison.Ordinal);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
        }
    }

    private static async Task<string> ResourceNameAsync(LocalAwsServer server, string logicalId)
    {
        using var client = new HttpClient();
        var stack = await client.GetFromJsonAsync<JsonNode>(new Uri(server.ApiUrl, "/_localaws/stack"), TestToken);
        var id = stack!["resources"]![logicalId]!["physicalId"]!.ToString();
        return id[(id.LastIndexOf('/') + 1)..];
    }
}
