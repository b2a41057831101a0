using Podcast.LocalAws.CloudFront.Distribution.Invalidations;
using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestXml;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>CloudFront's API, 2020-05-31, REST-XML: tells operations apart by path, and implements those on functions, key-value stores and invalidations.</summary>
internal sealed class CloudFrontControlPlane(InvalidationApi invalidations, FunctionApi functions, KeyValueStoreApi stores) : IAwsService
{
    private const string Version = "/2020-05-31/";

    public string SigningName => "cloudfront";

    public string Name => "CloudFront";

    public AwsProtocol Protocol => RestXmlProtocol.Instance;

    public string GetOperation(HttpRequest request)
    {
        var segments = Segments(request);
        return (request.Method, segments) switch
        {
            ("POST", ["key-value-store"]) => "CreateKeyValueStore",
            ("GET", ["key-value-store"]) => "ListKeyValueStores",
            ("GET", ["key-value-store", _]) => "DescribeKeyValueStore",
            ("PUT", ["key-value-store", _]) => "UpdateKeyValueStore",
            ("DELETE", ["key-value-store", _]) => "DeleteKeyValueStore",
            ("POST", ["function"]) => "CreateFunction",
            ("GET", ["function"]) => "ListFunctions",
            ("GET", ["function", _]) => "GetFunction",
            ("PUT", ["function", _]) => "UpdateFunction",
            ("DELETE", ["function", _]) => "DeleteFunction",
            ("GET", ["function", _, "describe"]) => "DescribeFunction",
            ("POST", ["function", _, "publish"]) => "PublishFunction",
            ("POST", ["function", _, "test"]) => "TestFunction",
            ("GET", ["distribution"]) => "ListDistributions",
            ("GET", ["distribution", _]) => "GetDistribution",
            ("GET", ["distribution", _, "config"]) => "GetDistributionConfig",
            ("PUT", ["distribution", _, "config"]) => "UpdateDistribution",
            ("POST", ["distribution", _, "invalidation"]) => "CreateInvalidation",
            ("GET", ["distribution", _, "invalidation"]) => "ListInvalidations",
            ("GET", ["distribution", _, "invalidation", _]) => "GetInvalidation",
            _ => segments.Length > 0 ? $"{request.Method} {segments[0]}" : request.Method,
        };
    }

    public Task HandleAsync(HttpContext context, AwsCaller caller) => (context.Request.Method, Segments(context.Request)) switch
    {
        ("POST", ["distribution", var distribution, "invalidation"]) => invalidations.CreateAsync(context, caller, distribution),
        ("GET", ["distribution", var distribution, "invalidation"]) => invalidations.ListAsync(context, caller, distribution),
        ("GET", ["distribution", var distribution, "invalidation", var id]) => invalidations.GetAsync(context, caller, distribution, id),
        ("POST", ["key-value-store"]) => stores.CreateAsync(context, caller),
        ("GET", ["key-value-store"]) => stores.ListAsync(context, caller),
        ("GET", ["key-value-store", var name]) => stores.DescribeAsync(context, caller, name),
        ("PUT", ["key-value-store", var name]) => stores.UpdateAsync(context, caller, name),
        ("DELETE", ["key-value-store", var name]) => stores.DeleteAsync(context, caller, name),
        ("POST", ["function"]) => functions.CreateAsync(context, caller),
        ("GET", ["function"]) => functions.ListAsync(context, caller),
        ("GET", ["function", var name]) => functions.GetAsync(context, caller, name),
        ("PUT", ["function", var name]) => functions.UpdateAsync(context, caller, name),
        ("DELETE", ["function", var name]) => functions.DeleteAsync(context, caller, name),
        ("GET", ["function", var name, "describe"]) => functions.DescribeAsync(context, caller, name),
        ("POST", ["function", var name, "publish"]) => functions.PublishAsync(context, caller, name),
        ("POST", ["function", var name, "test"]) => functions.TestAsync(context, caller, name),
        _ => throw AwsException.NotImplemented("cloudfront", GetOperation(context.Request)),
    };

    private static string[] Segments(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.StartsWith(Version, StringComparison.Ordinal) ? path[Version.Length..].TrimEnd('/').Split('/') : [];
    }
}
