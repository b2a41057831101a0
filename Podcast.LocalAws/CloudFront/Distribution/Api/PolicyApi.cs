using System.Text.Json.Nodes;
using System.Xml.Linq;
using Podcast.LocalAws.CloudFront.Api;
using Podcast.LocalAws.Core.Protocols.RestXml;
using Podcast.LocalAws.Template;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontErrors;
using static Podcast.LocalAws.CloudFront.Api.CloudFrontXml;

namespace Podcast.LocalAws.CloudFront.Distribution.Api;

/// <summary>
/// Reads policies and origin access controls: those of the stack, and the managed policies. See
/// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetCachePolicy.html.
/// </summary>
internal sealed class PolicyApi(StackHost host, TimeProvider time)
{
    // The stack does not say when a policy changed.
    private readonly DateTimeOffset _modified = time.GetUtcNow();

    /// <summary>The ARN of the policy that a request names.</summary>
    public string ArnOf(PolicyKind kind, RestXmlRequest request) => host.Current.Arns.DeliverySetting(kind.Path, request["Id"]);

    public RestXmlResponse Get(PolicyKind kind, RestXmlRequest request)
    {
        var policy = Find(kind, request["Id"]);
        return new(Document(kind, policy)) { ETag = policy.ETag };
    }

    public RestXmlResponse GetConfig(PolicyKind kind, RestXmlRequest request)
    {
        var policy = Find(kind, request["Id"]);
        return new(kind.Shape.Write(kind.ConfigName, policy.Config)) { ETag = policy.ETag };
    }

    public RestXmlResponse List(PolicyKind kind, RestXmlRequest request)
    {
        var page = ListPage.Read(request.Query);
        var type = request.Query["Type"].ToString();
        if (type is not ("" or "managed" or "custom"))
        {
            throw InvalidArgument($"Type has to be managed or custom, but is {type}.");
        }

        var (items, next) = page.Take(All(kind).Where(policy => type.Length == 0 || policy.Type == type), policy => policy.Id);
        return Element(
            kind.Name + "List",
            next is null ? null : Element("NextMarker", next),
            Element("MaxItems", page.MaxItems),
            Element("Quantity", items.Count),
            Element("Items", items.Select(policy => Element(kind.Name + "Summary", Element("Type", policy.Type), Document(kind, policy)))));
    }

    /// <summary>Lists origin access controls, whose list has another form than those of policies.</summary>
    public RestXmlResponse ListOriginAccessControls(RestXmlRequest request)
    {
        var kind = PolicyKind.OriginAccessControl;
        var page = ListPage.Read(request.Query);
        var (items, next) = page.Take(All(kind), control => control.Id);
        return Element(
            "OriginAccessControlList",
            Element("Marker", page.Marker),
            next is null ? null : Element("NextMarker", next),
            Element("MaxItems", page.MaxItems),
            Element("IsTruncated", next is not null),
            Element("Quantity", items.Count),
            Element("Items", items.Select(control => Element(
                "OriginAccessControlSummary", Element("Id", control.Id), kind.Shape.Write("Config", control.Config).Elements()))));
    }

    private XElement Document(PolicyKind kind, Policy policy) => Element(
        kind.Name,
        Element("Id", policy.Id),
        kind == PolicyKind.OriginAccessControl ? null : Element("LastModifiedTime", Time(_modified)),
        kind.Shape.Write(kind.ConfigName, policy.Config));

    private Policy Find(PolicyKind kind, string id) =>
        All(kind).FirstOrDefault(policy => policy.Id == id) ?? throw NotFound("NoSuch" + kind.Name, $"The specified {kind.Path.Replace('-', ' ')} does not exist.");

    private IEnumerable<Policy> All(PolicyKind kind) => host.Current.OfType(kind.ResourceType)
        .DistinctBy(resource => resource.PhysicalId)
        .Select(resource => new Policy(resource.PhysicalId, "custom", resource.Properties[kind.ConfigName] as JsonObject ?? []))
        .Concat(kind.Managed.Select(policy => new Policy(policy.Key, "managed", policy.Value)));

    private sealed record Policy(string Id, string Type, JsonObject Config)
    {
        public string ETag => ETags.Of(Config.ToJsonString());
    }
}
