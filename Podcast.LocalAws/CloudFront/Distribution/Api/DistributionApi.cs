using System.Text.Json.Nodes;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.CloudFront.Api.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Invalidations;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RestXml;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontErrors;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontXml;

namespace Podcast.LocalAws.CloudFront.Distribution.Api;

/// <summary>
/// The operations on distributions. What UpdateDistribution changes takes effect at once. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html.
/// </summary>
internal sealed class DistributionApi(DistributionRegistry distributions, InvalidationApi invalidations, TimeProvider time)
{
    // See https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html.
    private static readonly string[] Required = ["CallerReference", "Comment", "DefaultCacheBehavior", "Enabled", "Origins"];

    public RestXmlResponse Get(RestXmlRequest request) => Describe(distributions.Get(request["Id"]));

    public RestXmlResponse GetConfig(RestXmlRequest request)
    {
        var distribution = distributions.Get(request["Id"]);
        return new(Config(distribution)) { ETag = distribution.ETag };
    }

    public RestXmlResponse List(RestXmlRequest request)
    {
        var page = ListPage.Read(request.Query);
        var (items, next) = page.Take(distributions.All, distribution => distribution.Id);
        return Element(
            "DistributionList",
            Element("Marker", page.Marker),
            next is null ? null : Element("NextMarker", next),
            Element("MaxItems", page.MaxItems),
            Element("IsTruncated", next is not null),
            Element("Quantity", items.Count),
            items.Count == 0 ? null : Element("Items", items.Select(Summary)));
    }

    public RestXmlResponse Update(RestXmlRequest request)
    {
        var input = request.RequireInput();
        if (input.Name.LocalName != "DistributionConfig")
        {
            throw new AwsException("MalformedXML", "The XML document has to be a DistributionConfig.", StatusCodes.Status400BadRequest);
        }

        if (Array.Find(Required, name => Child(input, name) is null) is { } missing)
        {
            throw InvalidArgument($"DistributionConfig needs the member {missing}.");
        }

        var source = DistributionShapes.Config.Read(input);
        return Describe(distributions.Update(request["Id"], before =>
        {
            RequireIfMatch(request.Context, before.ETag);
            if (source["CallerReference"]?.ToString() != before.CallerReference)
            {
                throw new AwsException("IllegalUpdate", "The update contains modifications that are not allowed: CallerReference cannot be changed.", StatusCodes.Status400BadRequest);
            }
        }, source));
    }

    private RestXmlResponse Describe(DeployedDistribution distribution) => new(Element(
        "Distribution",
        [
            .. Identity(distribution),
            Element("InProgressInvalidationBatches", invalidations.CountInProgress(distribution.Id)),
            Element("DomainName", distribution.Config.DomainName),
            Element("ActiveTrustedSigners", Element("Enabled", false), Element("Quantity", 0)),
            Element("ActiveTrustedKeyGroups", Element("Enabled", false), Element("Quantity", 0)),
            Config(distribution),
        ]))
    {
        ETag = distribution.ETag,
    };

    private XElement Summary(DeployedDistribution distribution) => Element(
        "DistributionSummary",
        [
            .. Identity(distribution),
            Element("ETag", distribution.ETag),
            Element("DomainName", distribution.Config.DomainName),
            .. DistributionShapes.Summary.Write("Summary", distribution.Source).Elements(),
        ]);

    private IEnumerable<XElement> Identity(DeployedDistribution distribution) =>
    [
        Element("Id", distribution.Id),
        Element("ARN", distribution.Config.Arn),
        Element("Status", distribution.StatusAt(time.GetUtcNow())),
        Element("LastModifiedTime", Time(distribution.Modified)),
    ];

    private static XElement Config(DeployedDistribution distribution)
    {
        var source = (JsonObject)distribution.Source.DeepClone();
        source["CallerReference"] = distribution.CallerReference;
        return DistributionShapes.Config.Write("DistributionConfig", source);
    }
}
