using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Podcast.Infra.Input;

namespace Podcast.Infra.Delivery;

/// <summary>The host name that podcast apps use: one's own with its certificate and DNS records, or else CloudFront's.</summary>
internal sealed class ViewerDomain : Construct
{
    /// <summary>
    /// The lowest that CloudFront offers with TLS 1.2 and without outdated ciphers.
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
    /// </summary>
    private const string LowestTls = "TLSv1.2_2021";

    /// <summary>
    /// The zone of every distribution's name, the same for everybody.
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html
    /// </summary>
    private const string CloudFrontZone = "Z2FDTNDATAQYW2";

    private readonly StackSettings _settings;

    public ViewerDomain(Construct scope, string id, StackSettings settings) : base(scope, id)
    {
        _settings = settings;
        if (settings.DomainName is { } name)
        {
            Aliases = [name];
            Certificate = new CfnDistribution.ViewerCertificateProperty
            {
                AcmCertificateArn = settings.CertificateArn ?? CreateCertificate(name).Ref,
                SslSupportMethod = "sni-only",
                MinimumProtocolVersion = LowestTls,
            };
        }
    }

    /// <summary>One's own name; <see langword="null"/> without one.</summary>
    public string[]? Aliases { get; }

    /// <summary>Its certificate; without one CloudFront's own is used, with which the lowest version of TLS cannot be chosen.</summary>
    public CfnDistribution.ViewerCertificateProperty? Certificate { get; }

    /// <summary>Lets the name lead to the distribution, where the stack is responsible for its zone.</summary>
    public void PointTo(CfnDistribution distribution)
    {
        if (_settings is not { DomainName: { } name, HostedZoneId: { } zone })
        {
            return;
        }

        foreach (var type in (ReadOnlySpan<string>)["A", "AAAA", "HTTPS"])
        {
            _ = new CfnRecordSet(this, type, new CfnRecordSetProps
            {
                HostedZoneId = zone,
                Name = name,
                Type = type,
                AliasTarget = new CfnRecordSet.AliasTargetProperty { DnsName = distribution.AttrDomainName, HostedZoneId = CloudFrontZone },
            });
        }
    }

    private CfnCertificate CreateCertificate(string name) => new(this, "Certificate", new CfnCertificateProps
    {
        DomainName = name,
        ValidationMethod = "DNS",
        DomainValidationOptions = new[]
        {
            new CfnCertificate.DomainValidationOptionProperty { DomainName = name, HostedZoneId = _settings.HostedZoneId },
        },
    });
}
