using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>
/// What <c>cdk bootstrap</c> makes in an account, as far as a deployment needs it: the bucket of assets, the version and the roles that the CLI assumes.
/// The local account has it from the start. See https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html.
/// </summary>
internal static class BootstrapStack
{
    public const string Name = "CDKToolkit";

    private const string Qualifier = "hnb659fds";
    private const string Version = "30";

    public static string AssetBucket(string account, string region) => $"cdk-{Qualifier}-assets-{account}-{region}";

    public static JsonObject Template(string account, string region)
    {
        var bucket = AssetBucket(account, region);
        string[] bucketArns = [AwsArns.Bucket(bucket), AwsArns.Object(bucket, "*")];
        return new()
        {
            ["Description"] = "What the CDK needs in an account before it can deploy to it.",
            ["Resources"] = new JsonObject
            {
                ["StagingBucket"] = Resource("AWS::S3::Bucket", new()
                {
                    ["BucketName"] = bucket,
                    ["BucketEncryption"] = new JsonObject
                    {
                        ["ServerSideEncryptionConfiguration"] = new JsonArray(new JsonObject
                        {
                            ["ServerSideEncryptionByDefault"] = new JsonObject { ["SSEAlgorithm"] = "AES256" },
                        }),
                    },
                }),
                ["CdkBootstrapVersion"] = Resource("AWS::SSM::Parameter", new()
                {
                    ["Name"] = $"/cdk-bootstrap/{Qualifier}/version",
                    ["Type"] = "String",
                    ["Value"] = Version,
                }),
                ["FilePublishingRole"] = Role(
                    "file-publishing",
                    Allow(["s3:GetObject*", "s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:List*", "s3:DeleteObject*", "s3:PutObject*", "s3:Abort*"], bucketArns)),
                ["ImagePublishingRole"] = Role("image-publishing", Allow(["ecr:*"], "*")),
                ["LookupRole"] = Role("lookup", Allow(["cloudformation:Describe*", "cloudformation:Get*", "cloudformation:List*", "ssm:Get*"], "*")),
                ["DeploymentActionRole"] = Role(
                    "deploy",
                    Allow(["cloudformation:*", "iam:PassRole", "sts:GetCallerIdentity", "ssm:GetParameter"], "*"),
                    Allow(["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:Abort*", "s3:DeleteObject*", "s3:PutObject*"], bucketArns)),
                ["CloudFormationExecutionRole"] = Role("cfn-exec", Allow(["*"], "*")),
            },
            ["Outputs"] = new JsonObject
            {
                ["BucketName"] = new JsonObject { ["Value"] = bucket },
                ["BucketDomainName"] = new JsonObject { ["Value"] = $"{bucket}.s3.{region}.amazonaws.com" },
                ["BootstrapVersion"] = new JsonObject { ["Value"] = Version },
                ["ImageRepositoryName"] = new JsonObject { ["Value"] = $"cdk-{Qualifier}-container-assets-{account}-{region}" },
            },
        };

        JsonObject Role(string name, params JsonNode[] statements) => Resource("AWS::IAM::Role", new()
        {
            ["RoleName"] = $"cdk-{Qualifier}-{name}-role-{account}-{region}",
            ["AssumeRolePolicyDocument"] = Policy(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Action"] = "sts:AssumeRole",
                ["Principal"] = name == "cfn-exec"
                    ? new JsonObject { ["Service"] = "cloudformation.amazonaws.com" }
                    : new JsonObject { ["AWS"] = new AwsArns(account, "").Root() },
            }),
            ["Policies"] = new JsonArray(new JsonObject { ["PolicyName"] = "Bootstrap", ["PolicyDocument"] = Policy(statements) }),
        });
    }

    private static JsonObject Resource(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };

    private static JsonObject Policy(params JsonNode[] statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statements) };

    private static JsonObject Allow(string[] actions, params string[] resources) => new()
    {
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
        ["Resource"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]),
    };
}
