using System.Text.Json.Nodes;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>The policies of AWS that constructs of the CDK attach. See https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html.</summary>
internal static class AwsManagedPolicies
{
    private const string LambdaBasicExecution =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}""";

    private const string LambdaDynamoDbExecution =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["dynamodb:DescribeStream","dynamodb:GetRecords","dynamodb:GetShardIterator",
        "dynamodb:ListStreams","logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}
        """;

    private const string LambdaSqsExecution =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:ReceiveMessage","sqs:DeleteMessage","sqs:GetQueueAttributes",
        "logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}
        """;

    private const string LambdaVpcExecution =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents",
        "ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DescribeSubnets","ec2:DeleteNetworkInterface","ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses"],"Resource":"*"}]}
        """;

    private const string DynamoDbReadOnly =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["dynamodb:BatchGetItem","dynamodb:Describe*","dynamodb:List*","dynamodb:GetItem",
        "dynamodb:GetAbacStatus","dynamodb:GetResourcePolicy","dynamodb:Query","dynamodb:Scan","dynamodb:PartiQLSelect"],"Resource":"*"}]}
        """;

    private const string S3FullAccess =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}]}""";

    private const string S3ReadOnly =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],
        "Resource":"*"}]}
        """;

    private const string XRayWrite =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords",
        "xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"],"Resource":"*"}]}
        """;

    private const string Administrator = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    /// <summary>What the developer has.</summary>
    public static PolicyDocument AdministratorAccess { get; } = Read("AdministratorAccess", Administrator);

    /// <exception cref="TemplateException">LocalAws does not know the policy.</exception>
    public static PolicyDocument Find(string arn, string source) => arn[(arn.LastIndexOf('/') + 1)..] switch
    {
        "AWSLambdaBasicExecutionRole" => Read(arn, LambdaBasicExecution),
        "AWSLambdaDynamoDBExecutionRole" => Read(arn, LambdaDynamoDbExecution),
        "AWSLambdaSQSQueueExecutionRole" => Read(arn, LambdaSqsExecution),
        "AWSLambdaVPCAccessExecutionRole" => Read(arn, LambdaVpcExecution),
        "AmazonDynamoDBReadOnlyAccess" => Read(arn, DynamoDbReadOnly),
        "AmazonS3FullAccess" => Read(arn, S3FullAccess),
        "AmazonS3ReadOnlyAccess" => Read(arn, S3ReadOnly),
        "AWSXRayDaemonWriteAccess" => Read(arn, XRayWrite),
        "AdministratorAccess" => AdministratorAccess,
        _ => throw new TemplateException($"{source}: LocalAws does not know the managed policy {arn}. Write out what the role may do."),
    };

    private static PolicyDocument Read(string source, string json) => PolicyReader.Read(source, JsonNode.Parse(json), PolicyKind.Identity);
}
