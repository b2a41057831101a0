using Podcast.LocalAws.CloudFront.Distribution.Api;
using Podcast.LocalAws.CloudFront.Distribution.Invalidations;
using Podcast.LocalAws.CloudFront.Functions.Api;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.Rest;
using Podcast.LocalAws.Core.Protocols.RestXml;

namespace Podcast.LocalAws.CloudFront.Api;

/// <summary>
/// CloudFront's API, 2020-05-31. See https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront.html and, for the
/// permissions, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html.
/// </summary>
internal sealed class CloudFrontService : RestXmlService
{
    private const string Root = "/2020-05-31";

    public CloudFrontService(
        DistributionApi distributions,
        InvalidationApi invalidations,
        PolicyApi policies,
        TagApi tags,
        FunctionApi functions,
        KeyValueStoreApi stores,
        IAuthorizer authorizer,
        LocalAwsOptions options)
    {
        var arns = options.GetArns();
        Operations = new(SigningName, authorizer)
        {
            { $"GET {Root}/distribution{{?Marker,MaxItems}}", "ListDistributions", "cloudfront:ListDistributions", AnyResource, distributions.List },
            { $"GET {Root}/distribution/{{Id}}", "GetDistribution", "cloudfront:GetDistribution", DistributionArn, distributions.Get },
            { $"GET {Root}/distribution/{{Id}}/config", "GetDistributionConfig", "cloudfront:GetDistributionConfig", DistributionArn, distributions.GetConfig },
            { $"PUT {Root}/distribution/{{Id}}/config", "UpdateDistribution", "cloudfront:UpdateDistribution", DistributionArn, distributions.Update },
            { $"POST {Root}/distribution/{{DistributionId}}/invalidation", "CreateInvalidation", "cloudfront:CreateInvalidation", DistributionArn, invalidations.Create },
            { $"GET {Root}/distribution/{{DistributionId}}/invalidation{{?Marker,MaxItems}}", "ListInvalidations", "cloudfront:ListInvalidations", DistributionArn, invalidations.List },
            { $"GET {Root}/distribution/{{DistributionId}}/invalidation/{{Id}}", "GetInvalidation", "cloudfront:GetInvalidation", DistributionArn, invalidations.Get },
            { $"POST {Root}/tagging?Operation=Tag{{?Resource}}", "TagResource", "cloudfront:TagResource", TagApi.ArnOf, tags.Tag },
            { $"POST {Root}/tagging?Operation=Untag{{?Resource}}", "UntagResource", "cloudfront:UntagResource", TagApi.ArnOf, tags.Untag },
            { $"GET {Root}/tagging{{?Resource}}", "ListTagsForResource", "cloudfront:ListTagsForResource", TagApi.ArnOf, tags.List },
            { $"POST {Root}/function", "CreateFunction", "cloudfront:CreateFunction", functions.ArnOf, functions.Create },
            { $"GET {Root}/function{{?Marker,MaxItems,Stage}}", "ListFunctions", "cloudfront:ListFunctions", AnyResource, functions.List },
            { $"GET {Root}/function/{{Name}}{{?Stage}}", "GetFunction", "cloudfront:GetFunction", functions.ArnOf, functions.Get },
            { $"PUT {Root}/function/{{Name}}", "UpdateFunction", "cloudfront:UpdateFunction", functions.ArnOf, functions.Update },
            { $"DELETE {Root}/function/{{Name}}", "DeleteFunction", "cloudfront:DeleteFunction", functions.ArnOf, functions.Delete },
            { $"GET {Root}/function/{{Name}}/describe{{?Stage}}", "DescribeFunction", "cloudfront:DescribeFunction", functions.ArnOf, functions.Describe },
            { $"POST {Root}/function/{{Name}}/publish", "PublishFunction", "cloudfront:PublishFunction", functions.ArnOf, functions.Publish },
            { $"POST {Root}/function/{{Name}}/test", "TestFunction", "cloudfront:TestFunction", functions.ArnOf, functions.Test },
            { $"POST {Root}/key-value-store", "CreateKeyValueStore", KeyValueStoreApi.CreatePermissions, stores.CreateAsync },
            { $"GET {Root}/key-value-store{{?Marker,MaxItems,Status}}", "ListKeyValueStores", "cloudfront:ListKeyValueStores", AnyResource, stores.List },
            { $"GET {Root}/key-value-store/{{Name}}", "DescribeKeyValueStore", "cloudfront:DescribeKeyValueStore", stores.ArnOf, stores.Describe },
            { $"PUT {Root}/key-value-store/{{Name}}", "UpdateKeyValueStore", "cloudfront:UpdateKeyValueStore", stores.ArnOf, stores.Update },
            { $"DELETE {Root}/key-value-store/{{Name}}", "DeleteKeyValueStore", "cloudfront:DeleteKeyValueStore", stores.ArnOf, stores.Delete },
            { $"GET {Root}/origin-access-control{{?Marker,MaxItems}}", "ListOriginAccessControls", "cloudfront:ListOriginAccessControls", AnyResource, policies.ListOriginAccessControls },
        };
        foreach (var kind in (PolicyKind[])[PolicyKind.CachePolicy, PolicyKind.OriginRequestPolicy, PolicyKind.ResponseHeadersPolicy, PolicyKind.OriginAccessControl])
        {
            Operations.Add($"GET {Root}/{kind.Path}/{{Id}}", $"Get{kind.Name}", $"cloudfront:Get{kind.Name}", request => policies.ArnOf(kind, request), request => policies.Get(kind, request));
            Operations.Add(
                $"GET {Root}/{kind.Path}/{{Id}}/config", $"Get{kind.ConfigName}", $"cloudfront:Get{kind.ConfigName}", request => policies.ArnOf(kind, request), request => policies.GetConfig(kind, request));
            if (kind.ListName is { } listName)
            {
                Operations.Add($"GET {Root}/{kind.Path}{{?Marker,MaxItems,Type}}", $"List{listName}", $"cloudfront:List{listName}", AnyResource, request => policies.List(kind, request));
            }
        }

        foreach (var (route, name) in UnsupportedOperations.Routes)
        {
            Operations.AddRoute(route, name);
        }

        string DistributionArn(RestXmlRequest request) => arns.Distribution(request.Labels.GetValueOrDefault("DistributionId") ?? request["Id"]);
    }

    public override string SigningName => "cloudfront";

    public override string Name => "CloudFront";

    public override long MaxRequestBytes => 1024 * 1024;

    public override AwsProtocol Protocol { get; } = RestXmlProtocol.Wrapped(CloudFrontXml.NamespaceName);

    protected override RestOperationTable<RestXmlRequest, RestXmlResponse> Operations { get; }

    private static string AnyResource(RestXmlRequest request) => "*";
}
