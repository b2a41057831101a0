using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Podcast.Infra;

/// <summary>The bucket with the audio. Only the distribution reads it; publishers upload through presigned URLs.</summary>
internal sealed class Media : Construct
{
    public Media(Construct scope, string id) : base(scope, id)
        => Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        });

    public Bucket Bucket { get; }

    /// <summary>The objects that subscribers hear; the bucket's keys are the paths that the edge function asks for.</summary>
    public string AudioArn => Bucket.ArnForObjects("media/*");

    /// <summary>Lets one distribution read the audio.</summary>
    public void AllowRead(string distributionArn) => Bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Sid = "DistributionReads",
        Effect = Effect.ALLOW,
        Principals = [new ServicePrincipal("cloudfront.amazonaws.com")],
        Actions = ["s3:GetObject"],
        Resources = [AudioArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["AWS:SourceArn"] = distributionArn },
        },
    }));
}
