using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Podcast.Infra.Core;

namespace Podcast.Infra.Delivery;

/// <summary>How the distribution signs its requests to the origins, so that they respond to nobody else.</summary>
internal sealed class OriginAccess : Construct
{
    public OriginAccess(Construct scope, string id) : base(scope, id)
    {
        Bucket = Create("Bucket", "s3");
        Function = Create("Function", "lambda");
    }

    public CfnOriginAccessControl Bucket { get; }

    public CfnOriginAccessControl Function { get; }

    private CfnOriginAccessControl Create(string id, string originType) => new(this, id, new CfnOriginAccessControlProps
    {
        OriginAccessControlConfig = new CfnOriginAccessControl.OriginAccessControlConfigProperty
        {
            Name = GlobalName.Of(originType),
            OriginAccessControlOriginType = originType,
            SigningBehavior = "always",
            SigningProtocol = "sigv4",
        },
    });
}
