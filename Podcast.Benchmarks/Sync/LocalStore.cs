using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Host;

namespace Podcast.Benchmarks.Sync;

/// <summary>A key-value store of the local AWS, over HTTP and with signatures as it is in use, and how often it is called.</summary>
internal sealed class LocalStore : AmazonCloudFrontKeyValueStoreClient, IAsyncDisposable
{
    private const string Id = "11111111-2222-3333-4444-555555555555";

    private const string Template = """
        { "Resources": { "Keys": { "Type": "AWS::CloudFront::KeyValueStore", "Properties": { "Name": "keys" } } }, "Outputs": { "Arn": { "Value": { "Fn::GetAtt": ["Keys", "Arn"] } } } }
        """;

    private readonly LocalAwsServer _server;
    private readonly DirectoryInfo _folder;

    private LocalStore(LocalAwsServer server, DirectoryInfo folder, string arn)
        : base(new BasicAWSCredentials(Id, Id), CreateConfig(server.ApiUrl)) => (_server, _folder, Arn) = (server, folder, arn);

    public string Arn { get; }

    public int UpdateCalls { get; private set; }

    public int ListCalls { get; private set; }

    public int KeysWritten { get; private set; }

    public static async Task<LocalStore> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("podcast-benchmark-");
        var template = Path.Combine(folder.FullName, "Store.template.json");
        await File.WriteAllTextAsync(template, Template);
        var server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            StoragePath = Path.Combine(folder.FullName, "objects"),
            AccessKeyId = Id,
            SecretAccessKey = Id,
        });
        using var http = new HttpClient();
        var stack = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync(new Uri(server.ApiUrl, "/_localaws/stack")))!;
        return new(server, folder, stack["outputs"]!["Arn"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public void Reset() => (UpdateCalls, ListCalls, KeysWritten) = (0, 0, 0);

    public override Task<UpdateKeysResponse> UpdateKeysAsync(UpdateKeysRequest request, CancellationToken cancellationToken = default)
    {
        UpdateCalls++;
        KeysWritten += (request.Puts?.Count ?? 0) + (request.Deletes?.Count ?? 0);
        return base.UpdateKeysAsync(request, cancellationToken);
    }

    public override Task<ListKeysResponse> ListKeysAsync(ListKeysRequest request, CancellationToken cancellationToken = default)
    {
        ListCalls++;
        return base.ListKeysAsync(request, cancellationToken);
    }

    private static AmazonCloudFrontKeyValueStoreConfig CreateConfig(Uri api) => new()
    {
        ServiceURL = $"http://localhost:{api.Port}",
        HttpClientFactory = new LoopbackHttpClientFactory(),
    };
}
