using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;

namespace Podcast.Tests.Testing.Functions;

/// <summary>The edge function in the emulated runtime, with its limits and its language.</summary>
internal sealed class EdgeFunction
{
    private static readonly string Source = File.ReadAllText(EdgeCoverage.InstrumentedPath ?? SourcePath);

    // The runtime tells what is read only to telemetry; the log will do.
    private static readonly FunctionProgram Program =
        FunctionProgram.Load("viewer-request", Replace(Source, "cf.kvs()", "logged(cf.kvs())") + """

        function logged(store) {
            return { get: function (key) { console.log(key); return store.get(key); }, exists: function (key) { return store.exists(key); } };
        }
        """);

    private static readonly FunctionProgram WithoutStore = FunctionProgram.Load("viewer-request", Replace(Source, "cf.kvs()", "broken") + """

        async function fail() { throw new Error('The store is out of order.'); }
        const broken = { get: fail, exists: fail };
        """);

    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "Edge", "viewer-request.js");

    public Dictionary<string, string> Store { get; init; } = [];

    /// <summary>Reads of the store fail.</summary>
    public bool StoreFails { get; set; }

    /// <summary>The viewer's address.</summary>
    public string ViewerIp { get; set; } = "198.51.100.7";

    /// <summary>When requests arrive; null for now.</summary>
    public DateTimeOffset? Now { get; set; }

    public EdgeOutcome Run(string uri, string method = "GET", string? grant = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var fields = new FieldMap { { "host", "podcast.example" } };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            fields.Add(name, value);
        }

        var viewer = new FunctionEvent
        {
            Type = FunctionEventType.ViewerRequest,
            DistributionDomainName = "d111111abcdef8.cloudfront.net",
            DistributionId = "E1EXAMPLE",
            RequestId = "request",
            ViewerIp = ViewerIp,
            Request = new(method, uri, grant is null ? null : "grant=" + Uri.EscapeDataString(grant), fields, new FieldMap { { "a", "b" } }),
        };
        var store = new KeyValueStoreState("id", "arn", TimeSpan.Zero, TimeProvider.System);
        foreach (var chunk in Store.Select(entry => new KeyValueEntry(entry.Key, entry.Value)).Chunk(50))
        {
            store.Update(store.Current.ETag, chunk, []);
        }

        var run = new FunctionRun(
            FunctionEventType.ViewerRequest, Now ?? DateTimeOffset.UtcNow, store, new HashSet<string> { "media", "feeds", "entitlements" });
        var result = FunctionRunner.Run(StoreFails ? WithoutStore : Program, viewer, run);
        return new(EdgeCoverage.Take(result with { CustomData = run.CustomData }));
    }

    private static string Replace(string text, string part, string other)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return text.Replace(part, other, StringComparison.Ordinal);
    }
}
