namespace Podcast.LocalAws.Iam.Conditions;

/// <summary>
/// The condition keys that LocalAws fills in. A policy with another one is refused when the template is loaded, because its condition
/// could only be guessed. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and, for those of a
/// service, its page in the Service Authorization Reference.
/// </summary>
internal static class ConditionKeys
{
    public const string SourceArn = "aws:SourceArn";
    public const string SourceAccount = "aws:SourceAccount";
    public const string FunctionUrlAuthType = "lambda:FunctionUrlAuthType";
    public const string InvokedViaFunctionUrl = "lambda:InvokedViaFunctionUrl";
    public const string PassedToService = "iam:PassedToService";
    public const string ViaService = "kms:ViaService";
    public const string CallerAccount = "kms:CallerAccount";
    public const string LeadingKeys = "dynamodb:LeadingKeys";
    public const string GrantIsForAwsResource = "kms:GrantIsForAWSResource";

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        SourceArn, SourceAccount, FunctionUrlAuthType, InvokedViaFunctionUrl, PassedToService, ViaService, CallerAccount, GrantIsForAwsResource, LeadingKeys,
        "aws:CurrentTime", "aws:EpochTime", "aws:SecureTransport", "aws:SourceIp", "aws:RequestedRegion", "aws:ResourceAccount",
        "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName",
        "aws:userid", "aws:username", "aws:ViaAWSService",
        "s3:prefix", "s3:delimiter", "s3:max-keys",
        "sts:RoleSessionName",
    };

    private static readonly string[] KnownPrefixes = ["kms:EncryptionContext:"];

    public static bool IsKnown(string key) =>
        Known.Contains(key) || KnownPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
