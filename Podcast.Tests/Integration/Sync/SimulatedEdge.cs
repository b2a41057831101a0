using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Sync;

/// <summary>The deployed edge function in the local AWS's runtime, at a simulated time.</summary>
internal sealed class SimulatedEdge(KeyValueStoreState store, TimeProvider time, Sabotage sabotage)
{
    private static readonly string Source = File.ReadAllText(Testing.Functions.EdgeFunction.SourcePath);
    private static readonly FunctionProgram Whole = FunctionProgram.Load("viewer-request", Source);
    private static readonly FunctionProgram IgnoringExpiry = FunctionProgram.Load(
        "viewer-request", Replace("return Date.now() < (parse", "return 0 < (parse"));
    private static readonly FunctionProgram WithoutStore = FunctionProgram.Load("viewer-request", Replace("cf.kvs()", "broken") + """

        async function fail() { throw new Error('The store is out of order.'); }
        const broken = { get: fail, exists: fail };
        """);

    private static readonly HashSet<string> Origins = ["media", "feeds", "entitlements"];

    public bool StoreFails { get; set; }

    public EdgeOutcome Run(string uri, string? grant)
    {
        var viewer = new FunctionEvent
        {
            Type = FunctionEventType.ViewerRequest,
            DistributionDomainName = "d111111abcdef8.cloudfront.net",
            DistributionId = "E1EXAMPLE",
            RequestId = "request",
            ViewerIp = "198.51.100.7",
            Request = new("GET", uri, grant is null ? null : "grant=" + Uri.EscapeDataString(grant), new FieldMap { { "host", "podcast.example" } }, []),
        };
        var program = StoreFails ? WithoutStore : sabotage == Sabotage.EdgeIgnoresExpiry ? IgnoringExpiry : Whole;
        return new(FunctionRunner.Run(program, viewer, new(FunctionEventType.ViewerRequest, time.GetUtcNow(), store, Origins) { IsTraced = false }));
    }

    private static string Replace(string text, string other)
    {
        Assert.Contains(text, Source, StringComparison.Ordinal);
        return Source.Replace(text, other, StringComparison.Ordinal);
    }
}
