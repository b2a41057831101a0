using System.Net;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.LocalTools;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.LocalAws.DynamoDb;

/// <summary>DynamoDB Local is killed and started again on its port, with the product's template in front of it.</summary>
public sealed class LostTablesTests : IAsyncLifetime
{
    private const string AccessKeyId = "AKIATESTADMINISTRATOR";
    private const string SecretAccessKey = "a secret of this test alone";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-tests-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly int _port = FreePort.Next();
    private DynamoDBLocalCommand _command = null!;
    private DynamoDBLocalProcess _dynamoDb = null!;
    private LocalAwsServer _server = null!;
    private AmazonDynamoDBClient _client = null!;

    private string Table => _server.Services.GetRequiredService<StackHost>().Current.Outputs["SubscribersTable"];

    private KeyValueStoreState Store =>
        _server.Services.GetRequiredService<KeyValueStoreRegistry>().Find(_server.Services.GetRequiredService<StackHost>().Current.Outputs["EdgeStoreArn"])!;

    public ValueTask InitializeAsync()
    {
        _deadline.CancelAfter(Limit);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_dynamoDb is not null)
        {
            await _dynamoDb.DisposeAsync();
        }

        _http.Dispose();
        _deadline.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Kill_WithTablesInMemory_MakesThemAgainAndEmptiesTheStore()
    {
        await StartAsync(keepsTables: false);
        using var process = new FunctionProcess(_server.ApiUrl, "StreamProcessor");
        await PutAsync("before");
        await TakeUntilAsync(process, "before");
        Store.Update(Store.Current.ETag, [new("stale", "1")], []);

        await _dynamoDb.DisposeAsync();
        var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => PutAsync("meanwhile"));
        var problem = await WaitForProblemAsync("tables");
        await StartDynamoDbAsync();
        await WaitForHealthAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains(Table, (string?)problem["reason"], StringComparison.Ordinal);
        Assert.NotNull(problem["since"]);
        Assert.Null(Store.Current.Find("stale"));
        Assert.Null(Store.AtEdge.Find("stale"));
        Assert.Empty((await _client.ScanAsync(new() { TableName = Table }, _deadline.Token)).Items);
        await PutAsync("after");
        await TakeUntilAsync(process, "after");
    }

    [Fact]
    public async Task Kill_WithTablesInAFolder_HasEveryAcknowledgedWriteAndGoesOn()
    {
        await StartAsync(keepsTables: true);
        using var process = new FunctionProcess(_server.ApiUrl, "StreamProcessor");
        Store.Update(Store.Current.ETag, [new("kept", "1")], []);
        var acknowledged = new List<string>();
        var writing = WriteUntilRefusedAsync(acknowledged);
        while (acknowledged.Count < 200)
        {
            await Task.Delay(20, _deadline.Token);
        }

        await _dynamoDb.DisposeAsync();
        await writing;
        await StartDynamoDbAsync();
        await WaitForHealthAsync();

        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var page in _client.Paginators.Scan(new() { TableName = Table }).Responses.WithCancellation(_deadline.Token))
        {
            found.UnionWith(page.Items.Select(item => item["pk"].S));
        }

        Assert.Empty(acknowledged.Except(found, StringComparer.Ordinal));
        Assert.NotNull(Store.Current.Find("kept"));
        await PutAsync("after");
        await TakeUntilAsync(process, "after");
    }

    private async Task WriteUntilRefusedAsync(List<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await PutAsync($"write-{i}");
                acknowledged.Add($"write-{i}");
            }
            catch (AmazonServiceException)
            {
                return;
            }
        }
    }

    private async Task StartAsync(bool keepsTables)
    {
        _command = await DynamoDBLocalCommand.FindAsync(Console.Error, _deadline.Token);
        _command = keepsTables ? _command.Keeping(_folder.CreateSubdirectory("tables").FullName) : _command;
        await StartDynamoDbAsync();
        var template = Path.Combine(_folder.FullName, "Lost.template.json");
        await File.WriteAllTextAsync(template, SynthesizedTemplate.Text, _deadline.Token);
        _server = await LocalAwsServer.StartAsync(
            new()
            {
                TemplatePath = template,
                StoragePath = Path.Combine(_folder.FullName, "objects"),
                DynamoDbEndpoint = _dynamoDb.Endpoint,
                AccessKeyId = AccessKeyId,
                SecretAccessKey = SecretAccessKey,
            },
            cancellationToken: _deadline.Token);
        _client = new(
            new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
            new AmazonDynamoDBConfig { ServiceURL = _server.ApiUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        await WaitForHealthAsync();
    }

    private async Task StartDynamoDbAsync() => _dynamoDb = await DynamoDBLocalProcess.StartAsync(_command, _port, _deadline.Token);

    private Task PutAsync(string key) => _client.PutItemAsync(Table, new() { ["pk"] = new(key) }, _deadline.Token);

    // At least once, in order: what was before the kill may come again.
    private async Task TakeUntilAsync(FunctionProcess process, string key)
    {
        while (true)
        {
            var got = await process.NextAsync(_deadline.Token);
            using var accepted = await process.RespondAsync(got.RequestId, "", _deadline.Token);
            if (JsonNode.Parse(got.Payload)!["Records"]!.AsArray().Any(record => (string?)record!["dynamodb"]!["Keys"]!["pk"]!["S"] == key))
            {
                return;
            }
        }
    }

    private async Task<JsonNode?> HealthAsync() => JsonNode.Parse(await HealthTextAsync());

    private async Task<string> HealthTextAsync()
    {
        using var response = await _http.GetAsync(new Uri(_server.ApiUrl, "/_localaws/health"), _deadline.Token);
        return await response.Content.ReadAsStringAsync(_deadline.Token);
    }

    private async Task<JsonNode> WaitForProblemAsync(string part)
    {
        while (true)
        {
            if ((await HealthAsync())!["problems"]?.AsArray().SingleOrDefault(problem => (string?)problem!["part"] == part) is { } problem)
            {
                return problem;
            }

            await Task.Delay(20, _deadline.Token);
        }
    }

    private async Task WaitForHealthAsync()
    {
        // The test plays the function's process, which is there only while it takes events.
        while ((await HealthAsync())!["problems"]?.AsArray().Any(problem => (string?)problem!["part"] != "function StreamProcessor") == true)
        {
            await Task.Delay(20, _deadline.Token);
        }
    }
}
