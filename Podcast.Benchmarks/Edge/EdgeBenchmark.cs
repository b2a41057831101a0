using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Podcast.AppHost.LocalTools;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.StartUp;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Core;

namespace Podcast.Benchmarks.Edge;

/// <summary>
/// Requests of the local CloudFront for a second of processor time, as ratios: GetKey to an endpoint that verifies the same signature, and a cached object through this
/// repository's function to bare YARP. Servers and load share the machine, and each pair is measured in turn.
/// </summary>
internal sealed class EdgeBenchmark : IBenchmark
{
    public const string StoreService = "cloudfront-keyvaluestore";
    public const string StoreResponse = """{"Key":"a","Value":"1","ItemCount":3,"TotalSizeInBytes":200}""";

    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>The account of LocalAws and of the verifier.</summary>
    public static LocalAwsOptions Options { get; } = new() { AccessKeyId = "AKIABENCHMARK", SecretAccessKey = "a secret of the benchmarks alone" };

    public string Name => "edge";

    public string Sentence => "GetKey against an endpoint that verifies the same signature, and a cached object through the edge function against bare YARP.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-edge-");
        try
        {
            using var baselines = ServerProcess.Start(typeof(EdgeBenchmark).Assembly.Location, ["edge-baseline"], new Dictionary<string, string>());
            var addresses = (await baselines.ReadLineAsync()).Split(' ').Select(address => new Uri(address)).ToArray();
            var (api, edge) = (FreePort.Next(), FreePort.Next());
            using var localAws = StartLocalAws(folder.FullName, addresses[0].Port, api, edge);
            await Page.WaitForAsync(new($"http://127.0.0.1:{api}/_localaws/stack"), System.Net.HttpStatusCode.OK);
            var storeArn = await ReadStoreArnAsync(api);
            var listener = new Listener();
            await FillAsync(api, storeArn, listener);

            return
            [
                await CompareGetKeyAsync(progress, new($"http://127.0.0.1:{api}"), addresses[2], storeArn),
                await CompareWithProxyAsync(
                    progress, "a cached 64 KB object through the function", new($"http://127.0.0.1:{edge}"), addresses[1], listener.AudioPath, listener.AudioPath, 200, Goal.RatioAtLeast(0.5)),
                await CompareWithProxyAsync(
                    progress, "a forged token, refused at the edge", new($"http://127.0.0.1:{edge}"), addresses[1], listener.ForgedPath, listener.AudioPath, 404, null),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<BenchmarkResult> CompareGetKeyAsync(BenchmarkProgress progress, Uri api, Uri verifier, string storeArn)
    {
        var path = $"/key-value-stores/{Uri.EscapeDataString(storeArn)}/keys/a";
        return new Comparison("GetKey", "a verified signature", Goal.RatioAtLeast(0.8)).MeasureAsync(
            progress,
            () => Load.RunAsync(api, SignedRequest.CreateAsymmetric(api, path, StoreService, Options), 200, Duration),
            () => Load.RunAsync(verifier, SignedRequest.CreateAsymmetric(verifier, path, StoreService, Options), 200, Duration));
    }

    private static Task<BenchmarkResult> CompareWithProxyAsync(
        BenchmarkProgress progress, string what, Uri edge, Uri proxy, string path, string proxyPath, int status, Goal? goal) =>
        new Comparison(what, "YARP with 64 KB, without a function or a cache", goal).MeasureAsync(
            progress, () => Load.RunAsync(edge, Get(edge, path), status, Duration), () => Load.RunAsync(proxy, Get(proxy, proxyPath), 200, Duration));

    public static string Get(Uri server, string path) => $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nUser-Agent: AppleCoreMedia/1.0\r\nAccept: */*\r\n\r\n";

    private static async Task<string> ReadStoreArnAsync(int api)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{api}/_localaws/stack")))!["outputs"]!["Store"]!.GetValue<string>();
    }

    private static async Task FillAsync(int api, string storeArn, Listener listener)
    {
        using var store = new AmazonCloudFrontKeyValueStoreClient(
            new BasicAWSCredentials(Options.AccessKeyId, Options.SecretAccessKey),
            new AmazonCloudFrontKeyValueStoreConfig { ServiceURL = $"http://localhost:{api}", HttpClientFactory = new LoopbackHttpClientFactory() });
        var described = await store.DescribeKeyValueStoreAsync(new DescribeKeyValueStoreRequest { KvsARN = storeArn });
        await store.UpdateKeysAsync(new UpdateKeysRequest
        {
            KvsARN = storeArn,
            IfMatch = described.ETag,
            Puts = [.. listener.StorePairs.Append(("a", "1")).Select(pair => new PutKeyRequestListItem { Key = pair.Item1, Value = pair.Item2 })],
        });
    }

    private static ServerProcess StartLocalAws(string folder, int originPort, int api, int edge)
    {
        var template = Path.Combine(folder, "Edge.template.json");
        File.WriteAllText(template, Template(originPort));
        var assembly = typeof(EdgeBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "LocalAws").Value!;
        var process = ServerProcess.Start(assembly, [], new Dictionary<string, string>
        {
            ["LocalAws__TemplatePath"] = template,
            ["LocalAws__ApiPort"] = api.ToString(CultureInfo.InvariantCulture),
            ["LocalAws__EdgePort"] = edge.ToString(CultureInfo.InvariantCulture),
            ["LocalAws__AccessKeyId"] = Options.AccessKeyId,
            ["LocalAws__SecretAccessKey"] = Options.SecretAccessKey,
        });
        process.Drain();
        return process;
    }

    private static string Template(int originPort)
    {
        var template = JsonNode.Parse("""
            { "Resources": {
              "Store": { "Type": "AWS::CloudFront::KeyValueStore", "Properties": { "Name": "store" } },
              "Function": { "Type": "AWS::CloudFront::Function", "Properties": { "Name": "function", "AutoPublish": true, "FunctionConfig": {
                "Comment": "", "Runtime": "cloudfront-js-2.0", "KeyValueStoreAssociations": [{ "KeyValueStoreARN": { "Fn::GetAtt": ["Store", "Arn"] } }] } } },
              "Distribution": { "Type": "AWS::CloudFront::Distribution", "Properties": { "DistributionConfig": {
                "Enabled": true,
                "Origins": [{ "Id": "media", "DomainName": "localhost", "CustomOriginConfig": { "OriginProtocolPolicy": "http-only" } }],
                "DefaultCacheBehavior": { "TargetOriginId": "media", "ViewerProtocolPolicy": "allow-all", "CachePolicyId": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
                  "FunctionAssociations": [{ "EventType": "viewer-request", "FunctionARN": { "Fn::GetAtt": ["Function", "FunctionARN"] } }] } } } } },
              "Outputs": { "Store": { "Value": { "Fn::GetAtt": ["Store", "Arn"] } } } }
            """)!;
        template["Resources"]!["Function"]!["Properties"]!["FunctionCode"] = Listener.FunctionCode;
        template["Resources"]!["Distribution"]!["Properties"]!["DistributionConfig"]!["Origins"]![0]!["CustomOriginConfig"]!["HTTPPort"] = originPort;
        return template.ToJsonString();
    }
}
