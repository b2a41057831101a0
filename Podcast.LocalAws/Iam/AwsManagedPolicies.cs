using System.Text.Json.Nodes;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>The policies of AWS that constructs of the CDK attach. See https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html.</summary>
internal static class AwsManagedPolicies
{
    private const string LambdaBasicExecution =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}""";

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
        "AWSXRayDaemonWriteAccess" => Read(arn, XRayWrite),
        "AdministratorAccess" => AdministratorAccess,
        _ => throw new TemplateException($"{source}: LocalAws does not know the managed policy {arn}. Write out what the role may do."),
    };

    private static PolicyDocument Read(string source, string json) => PolicyReader.Read(source, JsonNode.Parse(json), PolicyKind.Identity);
}
