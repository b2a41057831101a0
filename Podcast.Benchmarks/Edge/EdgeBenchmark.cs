using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;
using Podcast.AppHost.LocalTools;
using Podcast.Benchmarks.Reporting;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.StartUp;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Core;

namespace Podcast.Benchmarks.Edge;

/// <summary>
/// Requests of the local CloudFront for a second of processor time, as ratios: GetKey to an endpoint that verifies the same signature, a cached object through this
/// repository's function to bare YARP, a feed through edge and function to the function invoked directly. Servers and load share the machine, and each pair is
/// measured in turn.
/// </summary>
internal static class EdgeBenchmark
{
    public const string StoreService = "cloudfront-keyvaluestore";
    public const string StoreResponse = """{"Key":"a","Value":"1","ItemCount":3,"TotalSizeInBytes":200}""";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>The account of LocalAws and of the verifier.</summary>
    public static LocalAwsOptions Options { get; } = new() { AccessKeyId = "AKIABENCHMARK", SecretAccessKey = "a secret of the benchmarks alone" };

    public static async Task RunAsync(BenchmarkReport report)
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

            await CompareGetKeyAsync(report, new($"http://127.0.0.1:{api}"), addresses[2], storeArn);
            var (server, proxy) = (new Uri($"http://127.0.0.1:{edge}"), addresses[1]);
            await CompareWithProxyAsync(report, "a cached 64 KB object through the function", Goal.RatioAtLeast(0.5), server, proxy, listener.AudioPath);
            await CompareWithProxyAsync(report, "a forged token, refused at the edge", null, server, proxy, listener.ForgedPath, 404);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In the whole system: a feed of the demo.</summary>
    public static Task RunFeedAsync(BenchmarkReport report) => AppHostRun.UseAsync(async endpoints =>
    {
        var api = new Uri(endpoints["aws"]!.GetValue<string>());
        var feed = new Uri(endpoints["feeds"]!["active"]!.GetValue<string>());
        var edge = new Uri(endpoints["edge"]!.GetValue<string>());
        var path = feed.AbsolutePath.Split('/');
        using var http = new HttpClient();
        var stack = JsonNode.Parse(await http.GetStringAsync(new Uri(api, "/_localaws/stack")))!["resources"]!.AsObject();
        var function = stack.First(resource => resource.Value!["type"]!.GetValue<string>() == "AWS::Lambda::Function" && resource.Key.Contains("Feeds", StringComparison.Ordinal));
        var body = new JsonObject
        {
            ["version"] = "2.0",
            ["rawPath"] = "/" + string.Join('/', path[2..]),
            ["headers"] = new JsonObject { ["x-podcast-token"] = path[1], ["x-podcast-access"] = "active", ["x-viewer-host"] = edge.Authority },
            ["requestContext"] = new JsonObject { ["http"] = new JsonObject { ["method"] = "GET", ["path"] = feed.AbsolutePath } },
        }.ToJsonString();
        var invoke = SignedRequest.Create(
            api, $"/2015-03-31/functions/{function.Value!["physicalId"]!.GetValue<string>()}/invocations", "lambda", body,
            new(endpoints["accessKeyId"]!.GetValue<string>(), endpoints["secretAccessKey"]!.GetValue<string>(), null), endpoints["region"]!.GetValue<string>());
        var comparison = new Comparison("edge-feed", "a feed through edge and function", "the function invoked directly", Goal.RatioAtLeast(0.7));
        await comparison.MeasureAsync(report, () => Load.RunAsync(edge, Get(edge, feed.AbsolutePath), 200, Duration), () => Load.RunAsync(api, invoke, 200, Duration));
        return true;
    });

    private static Task CompareGetKeyAsync(BenchmarkReport report, Uri api, Uri verifier, string storeArn)
    {
        var path = $"/key-value-stores/{Uri.EscapeDataString(storeArn)}/keys/a";
        return new Comparison("edge", "GetKey", "an endpoint that verifies the signature", Goal.RatioAtLeast(0.8)).MeasureAsync(
            report,
            () => Load.RunAsync(api, SignedRequest.CreateAsymmetric(api, path, StoreService, Options), 200, Duration),
            () => Load.RunAsync(verifier, SignedRequest.CreateAsymmetric(verifier, path, StoreService, Options), 200, Duration));
    }

    private static Task CompareWithProxyAsync(BenchmarkReport report, string what, Goal? goal, Uri edge, Uri proxy, string path, int status = 200) =>
        new Comparison("edge", what, "YARP without a function or a cache, 64 KB", goal).MeasureAsync(
            report, () => Load.RunAsync(edge, Get(edge, path), status, Duration), () => Load.RunAsync(proxy, Get(proxy, path), 200, Duration));

    private static string Get(Uri server, string path) => $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nUser-Agent: AppleCoreMedia/1.0\r\nAccept: */*\r\n\r\n";

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
