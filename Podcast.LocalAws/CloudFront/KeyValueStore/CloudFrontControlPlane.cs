using Podcast.LocalAws.Api;
using Podcast.LocalAws.Auth;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>CloudFront's API, 2020-05-31, REST-XML: tells operations apart by path and implements none of them yet.</summary>
internal sealed class CloudFrontControlPlane : IAwsService
{
    private const string Version = "/2020-05-31/";

    public string SigningName => "cloudfront";

    public string Name => "CloudFront";

    public AwsErrorFormat ErrorFormat => AwsErrorFormat.RestXml;

    public string GetOperation(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var segments = path.StartsWith(Version, StringComparison.Ordinal) ? path[Version.Length..].TrimEnd('/').Split('/') : [];
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
            _ => segments.Length > 0 ? $"{request.Method} {segments[0]}" : request.Method,
        };
    }

    public Task HandleAsync(HttpContext context, AwsCaller caller) =>
        throw AwsException.NotImplemented("cloudfront", GetOperation(context.Request));
}
