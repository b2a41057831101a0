using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions;
using Podcast.Functions.AutoTranscoding;
using Podcast.Tests.Integration.Functions.PublisherApi;

namespace Podcast.Tests.Integration.Functions.ShowImporter;

/// <summary>The importer's own process is killed while it fetches a large file.</summary>
public sealed class KilledImportTests(DynamoDBLocalFixture dynamoDb) : IAsyncDisposable
{
    private const long PartSize = 8 * 1024 * 1024;
    private const long PartsBefore = 20;
    private const long Megabyte = 1024 * 1024;

    /// <summary>Megabytes of audio; a gigabyte is tried by setting the variable to 1024.</summary>
    private const string SizeVariable = "PODCAST_TEST_IMPORT_MEGABYTES";
    private const long StandardMegabytes = 324;

    private static readonly Dictionary<string, string> Variables = new() { ["ALLOW_PRIVATE_ADDRESSES"] = "true" };

    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_WhoseProcessIsKilledMidway_FetchesNoFinishedPartAgain()
    {
        _deadline.CancelAfter(TimeSpan.FromMinutes(8));
        var size = Megabyte * (long.TryParse(Environment.GetEnvironmentVariable(SizeVariable), out var megabytes) ? megabytes : StandardMegabytes);
        await using var host = await LargeFileHost.StartAsync(size, holdAfter: (PartsBefore * PartSize) + Megabyte);
        await using var system = await PublisherSystem.StartAsync(await dynamoDb.GetEndpointAsync(), AllowPrivateAddresses);
        await system.RunAsync(FunctionName.AutoTranscoding, AutoTranscodingFunction.Compose, AutoTranscodingJsonContext.Default.TranscodingReport);
        var killed = await system.StartProcessAsync(FunctionName.ShowImporter, Variables);
        var (_, import) = await system.CallAsync("POST", "/imports/shows", new { url = host.Feed, show = "large" });
        var id = (string)import["id"]!;
        await WaitAsync(system, id, found => found["episodes"]?.AsArray().FirstOrDefault() is { } episode && (long)episode["bytes"]! == PartsBefore * PartSize);

        killed.Kill();
        await killed.WaitForExitAsync(_deadline.Token);
        await EndClaimAsync(system, id);
        await system.StartProcessAsync(FunctionName.ShowImporter, Variables);
        await system.InvokeAsync(FunctionName.ShowImporter, "{}");
        var done = await WaitAsync(system, id, found => (string?)found["state"] == "done");

        Assert.Equal((1, size), ((int)done["done"]!, (long)done["episodes"]![0]!["bytes"]!));
        Assert.Equal([("", ""), ($"bytes={PartsBefore * PartSize}-", "\"large\"")], host.Requests);
        await VerifyAsync(system, size);
    }

    // What a minute brings in AWS, where the killed invocation is repeated, or 16 minutes, after which the schedule takes it for lost.
    private async Task EndClaimAsync(PublisherSystem system, string import)
    {
        var table = system.Stack.Outputs["CatalogTable"];
        var episode = (await system.DynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = table,
                KeyConditionExpression = "pk = :import AND begins_with(sk, :episode)",
                ExpressionAttributeValues = new() { [":import"] = new($"IMPORT#{import}"), [":episode"] = new("EPISODE#") },
            },
            _deadline.Token)).Items.Single();
        await system.DynamoDb.UpdateItemAsync(
            new()
            {
                TableName = table,
                Key = new() { ["pk"] = episode["pk"], ["sk"] = episode["sk"] },
                UpdateExpression = "SET workAt = :past",
                ExpressionAttributeValues = new() { [":past"] = new() { N = "1" } },
            },
            _deadline.Token);
    }

    private async Task<JsonNode> WaitAsync(PublisherSystem system, string import, Func<JsonNode, bool> condition)
    {
        while (true)
        {
            var (_, found) = await system.CallAsync("GET", $"/imports/{import}");
            found["episodes"] = (await system.CallAsync("GET", $"/imports/{import}/episodes")).Body["items"]!.DeepClone();
            if (condition(found))
            {
                return found;
            }

            await Task.Delay(100, _deadline.Token);
        }
    }

    private async Task VerifyAsync(PublisherSystem system, long size)
    {
        var audio = (await system.S3.ListObjectsV2Async(new() { BucketName = system.MediaBucket, Prefix = "media/large/" }, _deadline.Token)).S3Objects.Single();
        Assert.Equal(size, audio.Size);
        using var response = await system.S3.GetObjectAsync(system.MediaBucket, audio.Key, _deadline.Token);
        var (block, expected) = (new byte[Megabyte], new byte[Megabyte]);
        for (var offset = 0L; offset < size; offset += Megabyte)
        {
            await response.ResponseStream.ReadExactlyAsync(block, _deadline.Token);
            LargeFileHost.Fill(expected, offset);
            Assert.True(block.AsSpan().SequenceEqual(expected), $"The audio differs behind byte {offset}.");
        }
    }

    private static void AllowPrivateAddresses(JsonObject template) => template["Resources"]!.AsObject()
        .Select(resource => resource.Value!)
        .Single(resource => (string?)resource["Type"] == "AWS::Lambda::Function" && (string?)resource["Properties"]!["Handler"] == "PublisherApi")
        ["Properties"]!["Environment"]!["Variables"]!["ALLOW_PRIVATE_ADDRESSES"] = "true";
}
