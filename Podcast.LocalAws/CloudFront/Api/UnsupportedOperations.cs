namespace Podcast.LocalAws.CloudFront.Api;

/// <summary>
/// The operations that are not implemented, so that each is refused by its name. From the routes of @aws-sdk/client-cloudfront, which are generated from
/// the service's model.
/// </summary>
internal static class UnsupportedOperations
{
    private const string Names = """
        CreateDistributionWithTags POST /distribution?WithTags
        CreateStreamingDistributionWithTags POST /streaming-distribution?WithTags
        AssociateAlias PUT /distribution/{TargetDistributionId}/associate-alias
        AssociateDistributionTenantWebACL PUT /distribution-tenant/{Id}/associate-web-acl
        AssociateDistributionWebACL PUT /distribution/{Id}/associate-web-acl
        CopyDistribution POST /distribution/{PrimaryDistributionId}/copy
        CreateAnycastIpList POST /anycast-ip-list
        CreateCachePolicy POST /cache-policy
        CreateCloudFrontOriginAccessIdentity POST /origin-access-identity/cloudfront
        CreateConnectionFunction POST /connection-function
        CreateConnectionGroup POST /connection-group
        CreateContinuousDeploymentPolicy POST /continuous-deployment-policy
        CreateDistribution POST /distribution
        CreateDistributionTenant POST /distribution-tenant
        CreateFieldLevelEncryptionConfig POST /field-level-encryption
        CreateFieldLevelEncryptionProfile POST /field-level-encryption-profile
        CreateInvalidationForDistributionTenant POST /distribution-tenant/{Id}/invalidation
        CreateKeyGroup POST /key-group
        CreateMonitoringSubscription POST /distributions/{DistributionId}/monitoring-subscription
        CreateOriginAccessControl POST /origin-access-control
        CreateOriginRequestPolicy POST /origin-request-policy
        CreatePublicKey POST /public-key
        CreateRealtimeLogConfig POST /realtime-log-config
        CreateResponseHeadersPolicy POST /response-headers-policy
        CreateStreamingDistribution POST /streaming-distribution
        CreateTrustStore POST /trust-store
        CreateVpcOrigin POST /vpc-origin
        DeleteAnycastIpList DELETE /anycast-ip-list/{Id}
        DeleteCachePolicy DELETE /cache-policy/{Id}
        DeleteCloudFrontOriginAccessIdentity DELETE /origin-access-identity/cloudfront/{Id}
        DeleteConnectionFunction DELETE /connection-function/{Id}
        DeleteConnectionGroup DELETE /connection-group/{Id}
        DeleteContinuousDeploymentPolicy DELETE /continuous-deployment-policy/{Id}
        DeleteDistribution DELETE /distribution/{Id}
        DeleteDistributionTenant DELETE /distribution-tenant/{Id}
        DeleteFieldLevelEncryptionConfig DELETE /field-level-encryption/{Id}
        DeleteFieldLevelEncryptionProfile DELETE /field-level-encryption-profile/{Id}
        DeleteKeyGroup DELETE /key-group/{Id}
        DeleteMonitoringSubscription DELETE /distributions/{DistributionId}/monitoring-subscription
        DeleteOriginAccessControl DELETE /origin-access-control/{Id}
        DeleteOriginRequestPolicy DELETE /origin-request-policy/{Id}
        DeletePublicKey DELETE /public-key/{Id}
        DeleteRealtimeLogConfig POST /delete-realtime-log-config
        DeleteResourcePolicy POST /delete-resource-policy
        DeleteResponseHeadersPolicy DELETE /response-headers-policy/{Id}
        DeleteStreamingDistribution DELETE /streaming-distribution/{Id}
        DeleteTrustStore DELETE /trust-store/{Id}
        DeleteVpcOrigin DELETE /vpc-origin/{Id}
        DescribeConnectionFunction GET /connection-function/{Identifier}/describe
        DisassociateDistributionTenantWebACL PUT /distribution-tenant/{Id}/disassociate-web-acl
        DisassociateDistributionWebACL PUT /distribution/{Id}/disassociate-web-acl
        GetAnycastIpList GET /anycast-ip-list/{Id}
        GetCloudFrontOriginAccessIdentity GET /origin-access-identity/cloudfront/{Id}
        GetCloudFrontOriginAccessIdentityConfig GET /origin-access-identity/cloudfront/{Id}/config
        GetConnectionFunction GET /connection-function/{Identifier}
        GetConnectionGroup GET /connection-group/{Identifier}
        GetConnectionGroupByRoutingEndpoint GET /connection-group
        GetContinuousDeploymentPolicy GET /continuous-deployment-policy/{Id}
        GetContinuousDeploymentPolicyConfig GET /continuous-deployment-policy/{Id}/config
        GetDistributionTenant GET /distribution-tenant/{Identifier}
        GetDistributionTenantByDomain GET /distribution-tenant
        GetFieldLevelEncryption GET /field-level-encryption/{Id}
        GetFieldLevelEncryptionConfig GET /field-level-encryption/{Id}/config
        GetFieldLevelEncryptionProfile GET /field-level-encryption-profile/{Id}
        GetFieldLevelEncryptionProfileConfig GET /field-level-encryption-profile/{Id}/config
        GetInvalidationForDistributionTenant GET /distribution-tenant/{DistributionTenantId}/invalidation/{Id}
        GetKeyGroup GET /key-group/{Id}
        GetKeyGroupConfig GET /key-group/{Id}/config
        GetManagedCertificateDetails GET /managed-certificate/{Identifier}
        GetMonitoringSubscription GET /distributions/{DistributionId}/monitoring-subscription
        GetPublicKey GET /public-key/{Id}
        GetPublicKeyConfig GET /public-key/{Id}/config
        GetRealtimeLogConfig POST /get-realtime-log-config
        GetResourcePolicy POST /get-resource-policy
        GetStreamingDistribution GET /streaming-distribution/{Id}
        GetStreamingDistributionConfig GET /streaming-distribution/{Id}/config
        GetTrustStore GET /trust-store/{Identifier}
        GetVpcOrigin GET /vpc-origin/{Id}
        ListAnycastIpLists GET /anycast-ip-list
        ListCloudFrontOriginAccessIdentities GET /origin-access-identity/cloudfront
        ListConflictingAliases GET /conflicting-alias
        ListConnectionFunctions POST /connection-functions
        ListConnectionGroups POST /connection-groups
        ListContinuousDeploymentPolicies GET /continuous-deployment-policy
        ListDistributionTenants POST /distribution-tenants
        ListDistributionTenantsByCustomization POST /distribution-tenants-by-customization
        ListDistributionsByAnycastIpListId GET /distributionsByAnycastIpListId/{AnycastIpListId}
        ListDistributionsByCachePolicyId GET /distributionsByCachePolicyId/{CachePolicyId}
        ListDistributionsByConnectionFunction GET /distributionsByConnectionFunction
        ListDistributionsByConnectionMode GET /distributionsByConnectionMode/{ConnectionMode}
        ListDistributionsByKeyGroup GET /distributionsByKeyGroupId/{KeyGroupId}
        ListDistributionsByOriginRequestPolicyId GET /distributionsByOriginRequestPolicyId/{OriginRequestPolicyId}
        ListDistributionsByOwnedResource GET /distributionsByOwnedResource/{ResourceArn}
        ListDistributionsByRealtimeLogConfig POST /distributionsByRealtimeLogConfig
        ListDistributionsByResponseHeadersPolicyId GET /distributionsByResponseHeadersPolicyId/{ResponseHeadersPolicyId}
        ListDistributionsByTrustStore GET /distributionsByTrustStore
        ListDistributionsByVpcOriginId GET /distributionsByVpcOriginId/{VpcOriginId}
        ListDistributionsByWebACLId GET /distributionsByWebACLId/{WebACLId}
        ListDomainConflicts POST /domain-conflicts
        ListFieldLevelEncryptionConfigs GET /field-level-encryption
        ListFieldLevelEncryptionProfiles GET /field-level-encryption-profile
        ListInvalidationsForDistributionTenant GET /distribution-tenant/{Id}/invalidation
        ListKeyGroups GET /key-group
        ListPublicKeys GET /public-key
        ListRealtimeLogConfigs GET /realtime-log-config
        ListStreamingDistributions GET /streaming-distribution
        ListTrustStores POST /trust-stores
        ListVpcOrigins GET /vpc-origin
        PublishConnectionFunction POST /connection-function/{Id}/publish
        PutResourcePolicy POST /put-resource-policy
        TestConnectionFunction POST /connection-function/{Id}/test
        UpdateAnycastIpList PUT /anycast-ip-list/{Id}
        UpdateCachePolicy PUT /cache-policy/{Id}
        UpdateCloudFrontOriginAccessIdentity PUT /origin-access-identity/cloudfront/{Id}/config
        UpdateConnectionFunction PUT /connection-function/{Id}
        UpdateConnectionGroup PUT /connection-group/{Id}
        UpdateContinuousDeploymentPolicy PUT /continuous-deployment-policy/{Id}
        UpdateDistributionTenant PUT /distribution-tenant/{Id}
        UpdateDistributionWithStagingConfig PUT /distribution/{Id}/promote-staging-config
        UpdateDomainAssociation POST /domain-association
        UpdateFieldLevelEncryptionConfig PUT /field-level-encryption/{Id}/config
        UpdateFieldLevelEncryptionProfile PUT /field-level-encryption-profile/{Id}/config
        UpdateKeyGroup PUT /key-group/{Id}
        UpdateOriginAccessControl PUT /origin-access-control/{Id}/config
        UpdateOriginRequestPolicy PUT /origin-request-policy/{Id}
        UpdatePublicKey PUT /public-key/{Id}/config
        UpdateRealtimeLogConfig PUT /realtime-log-config
        UpdateResponseHeadersPolicy PUT /response-headers-policy/{Id}
        UpdateStreamingDistribution PUT /streaming-distribution/{Id}/config
        UpdateTrustStore PUT /trust-store/{Id}
        UpdateVpcOrigin PUT /vpc-origin/{Id}
        VerifyDnsConfiguration POST /verify-dns-configuration
        """;

    /// <summary>Route and name of each.</summary>
    public static IEnumerable<(string Route, string Name)> Routes => Names.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .Select(parts => ($"{parts[1]} /2020-05-31{parts[2]}", parts[0]));
}
