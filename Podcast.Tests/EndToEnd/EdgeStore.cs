using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.EndToEnd;

/// <summary>The edge's key-value store of the running system, read as an operator would.</summary>
internal sealed class EdgeStore : IDisposable
{
    private readonly AmazonCloudFrontKeyValueStoreClient _client;
    private readonly string _arn;

    private EdgeStore(AmazonCloudFrontKeyValueStoreClient client, string arn)
    {
        _client = client;
        _arn = arn;
    }

    public static async Task<EdgeStore> OpenAsync(AppHostFixture app, CancellationToken cancellationToken)
    {
        var aws = new Uri(Text("aws"));
        using var http = new HttpClient();
        var function = await http.GetFromJsonAsync<JsonNode>(new Uri(aws, "/_localaws/functions/StreamProcessor/environment"), cancellationToken);
        // The SDK puts the account's id in front of the host, and only names can have that.
        var endpoint = new UriBuilder(aws) { Host = "localhost" }.Uri;
        var client = new AmazonCloudFrontKeyValueStoreClient(
            new BasicAWSCredentials(Text("accessKeyId"), Text("secretAccessKey")),
            new AmazonCloudFrontKeyValueStoreConfig
            {
                ServiceURL = endpoint.ToString(),
                AuthenticationRegion = Text("region"),
                HttpClientFactory = new LoopbackHttpClientFactory(),
            });
        return new(client, function!["environment"]!["KVS_ARN"]!.GetValue<string>());

        string Text(string name) => app.Endpoints[name]!.GetValue<string>();
    }

    /// <returns>The key's value; null when the store does not have the key.</returns>
    public async Task<string?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.GetKeyAsync(new GetKeyRequest { KvsARN = _arn, Key = key }, cancellationToken)).Value;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
