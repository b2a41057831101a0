namespace Podcast.LocalAws.CloudFront.Api.Configuration;

/// <summary>
/// The form of a distribution's configuration. See https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html and
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html.
/// </summary>
internal static class DistributionShapes
{
    private static readonly ConfigMember[] BehaviorMembers =
    [
        Text("TargetOriginId"),
        new("TrustedSigners", new ListShape("AwsAccountNumber", TextShape.Instance) { HasEnabled = true }) { IsAlwaysWritten = true },
        new("TrustedKeyGroups", new ListShape("KeyGroup", TextShape.Instance) { HasEnabled = true }) { IsAlwaysWritten = true },
        Text("ViewerProtocolPolicy"),
        new MethodsMember(),
        Text("SmoothStreaming", "false"),
        Text("Compress", "false"),
        List("LambdaFunctionAssociations", new("LambdaFunctionAssociation", new StructureShape(Text("LambdaFunctionARN"), Text("EventType"), Text("IncludeBody")))),
        List("FunctionAssociations", new("FunctionAssociation", new StructureShape(Text("FunctionARN"), Text("EventType")))),
        Text("FieldLevelEncryptionId", ""),
        Text("RealtimeLogConfigArn"),
        Text("CachePolicyId"),
        Text("OriginRequestPolicyId"),
        Text("ResponseHeadersPolicyId"),
        new("GrpcConfig", new StructureShape(Text("Enabled", "false"))) { IsAlwaysWritten = true },
    ];

    private static readonly StructureShape Origin = new(
        Text("Id"),
        Text("DomainName"),
        Text("OriginPath", ""),
        new("CustomHeaders", new ListShape("OriginCustomHeader", new StructureShape(Text("HeaderName"), Text("HeaderValue")))) { Property = "OriginCustomHeaders", IsAlwaysWritten = true },
        new("S3OriginConfig", new StructureShape(Text("OriginAccessIdentity", ""), Text("OriginReadTimeout"))),
        new("CustomOriginConfig", new StructureShape(
            Text("HTTPPort", "80"),
            Text("HTTPSPort", "443"),
            Text("OriginProtocolPolicy"),
            new("OriginSslProtocols", ListShape.OfTexts("SslProtocol")) { Property = "OriginSSLProtocols", IsAlwaysWritten = true },
            Text("OriginReadTimeout", "30"),
            Text("OriginKeepaliveTimeout", "5"),
            Text("IpAddressType"))),
        new("VpcOriginConfig", new StructureShape(Text("VpcOriginId"), Text("OwnerAccountId"), Text("OriginReadTimeout"), Text("OriginKeepaliveTimeout"))),
        Text("ConnectionAttempts", "3"),
        Text("ConnectionTimeout", "10"),
        Text("ResponseCompletionTimeout"),
        new("OriginShield", new StructureShape(Text("Enabled", "false"), Text("OriginShieldRegion"))) { IsAlwaysWritten = true },
        Text("OriginAccessControlId", ""));

    private static readonly StructureShape OriginGroup = new(
        Text("Id"),
        new("FailoverCriteria", new StructureShape(List("StatusCodes", new("StatusCode", TextShape.Instance)))),
        List("Members", new("OriginGroupMember", new StructureShape(Text("OriginId")))),
        Text("SelectionCriteria", "default"));

    // What a distribution's summary has of its configuration as well.
    private static readonly ConfigMember[] SummaryMembers =
    [
        List("Aliases", new("CNAME", TextShape.Instance)),
        List("Origins", new("Origin", Origin)),
        List("OriginGroups", new("OriginGroup", OriginGroup)),
        new("DefaultCacheBehavior", new StructureShape(BehaviorMembers)),
        List("CacheBehaviors", new("CacheBehavior", new StructureShape([Text("PathPattern"), .. BehaviorMembers]))),
        List("CustomErrorResponses", new("CustomErrorResponse", new StructureShape(
            Text("ErrorCode"), Text("ResponsePagePath", ""), Text("ResponseCode", ""), Text("ErrorCachingMinTTL")))),
        Text("Comment", ""),
        Text("PriceClass", "PriceClass_All"),
        Text("Enabled", "false"),
        new("ViewerCertificate", new StructureShape(
            Text("CloudFrontDefaultCertificate"),
            new("ACMCertificateArn", TextShape.Instance) { Property = "AcmCertificateArn" },
            new("IAMCertificateId", TextShape.Instance) { Property = "IamCertificateId" },
            new("SSLSupportMethod", TextShape.Instance) { Property = "SslSupportMethod" },
            Text("MinimumProtocolVersion", "TLSv1"),
            // Deprecated, and sent back by clients that read them before.
            Text("Certificate"),
            Text("CertificateSource"))) { IsAlwaysWritten = true },
        new("Restrictions", new StructureShape(new ConfigMember("GeoRestriction", new GeoRestrictionShape()) { IsAlwaysWritten = true })) { IsAlwaysWritten = true },
        Text("WebACLId", ""),
        Text("HttpVersion", "http2"),
        new("IsIPV6Enabled", TextShape.Instance) { Property = "IPV6Enabled", Default = "false" },
        Text("Staging", "false"),
    ];

    /// <summary>A distribution's configuration.</summary>
    public static StructureShape Config { get; } = new(
    [
        Text("CallerReference"),
        Text("DefaultRootObject", ""),
        new("Logging", new LoggingShape()) { IsAlwaysWritten = true },
        Text("ContinuousDeploymentPolicyId", ""),
        Text("AnycastIpListId"),
        Text("ConnectionMode"),
        .. SummaryMembers,
    ]);

    /// <summary>The members of a configuration that a distribution's summary has.</summary>
    public static StructureShape Summary { get; } = new(SummaryMembers);

    private static ConfigMember Text(string name, string? otherwise = null) => new(name, TextShape.Instance) { Default = otherwise };

    private static ConfigMember List(string name, ListShape list) => new(name, list) { IsAlwaysWritten = true };
}
