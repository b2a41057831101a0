using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using Podcast.Infra.Automation;
using Podcast.Infra.Core;
using Podcast.Infra.Input;

namespace Podcast.Infra.Media;

/// <summary>A bucket without access from outside the account or without TLS. Written with the CloudFormation types, so that its policy has no statement that is not here.</summary>
internal sealed class PrivateBucket : Construct
{
    private readonly PolicyDocument _policy = new();

    public PrivateBucket(Construct scope, string id, StackSettings settings, CfnBucketProps properties) : base(scope, id)
    {
        Bucket = new CfnBucket(this, "Bucket", new CfnBucketProps
        {
            PublicAccessBlockConfiguration = new CfnBucket.PublicAccessBlockConfigurationProperty
            {
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
            OwnershipControls = new CfnBucket.OwnershipControlsProperty
            {
                Rules = new[] { new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" } },
            },
            BucketEncryption = new CfnBucket.BucketEncryptionProperty
            {
                ServerSideEncryptionConfiguration = new[]
                {
                    new CfnBucket.ServerSideEncryptionRuleProperty
                    {
                        ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty { SseAlgorithm = "AES256" },
                    },
                },
            },
            VersioningConfiguration = properties.VersioningConfiguration,
            LifecycleConfiguration = properties.LifecycleConfiguration,
            LoggingConfiguration = properties.LoggingConfiguration,
            NotificationConfiguration = properties.NotificationConfiguration,
            // EmptyBucket empties no bucket without it.
            Tags = settings.KeepsData ? null : [new CfnTag { Key = EmptyBuckets.Tag, Value = "true" }],
        });
        Bucket.ApplyRemovalPolicy(settings.KeepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

        _policy.AddStatements(Statements.DenyWithoutTls("s3", Arn, ObjectsArn("*")));
        Policy = new CfnBucketPolicy(this, "Policy", new CfnBucketPolicyProps { Bucket = Name, PolicyDocument = _policy });
    }

    public CfnBucket Bucket { get; }

    /// <summary>To wait for, where something has to be allowed before it is made.</summary>
    public CfnBucketPolicy Policy { get; }

    public string Name => Bucket.Ref;

    public string Arn => Bucket.AttrArn;

    public string ObjectsArn(string keys) => $"{Arn}/{keys}";

    public void Allow(PolicyStatement statement) => _policy.AddStatements(statement);
}
