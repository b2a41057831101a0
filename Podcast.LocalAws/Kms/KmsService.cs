using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Kms;

/// <summary>
/// The keys of the deployed stacks, as operators read them. Nothing is encrypted by them here. See https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class KmsService : AwsJsonService
{
    private readonly StackHost _stacks;
    private readonly AwsArns _arns;
    private readonly DateTimeOffset _createdAt;

    public KmsService(StackHost stacks, IAuthorizer authorizer, LocalAwsOptions options, TimeProvider time)
    {
        _stacks = stacks;
        _arns = options.GetArns();
        _createdAt = time.GetUtcNow();
        Operations = new(Name, authorizer)
        {
            { "DescribeKey", "kms:DescribeKey", KeyArn, DescribeKey },
            { "GetKeyPolicy", "kms:GetKeyPolicy", KeyArn, GetKeyPolicy },
            { "GetKeyRotationStatus", "kms:GetKeyRotationStatus", KeyArn, GetKeyRotationStatus },
            { "ListKeys", "kms:ListKeys", _ => "*", _ => new() { ["Keys"] = new JsonArray([.. Keys.Select(DescribeId)]), ["Truncated"] = false } },
            { "ListAliases", "kms:ListAliases", _ => "*", _ => new() { ["Aliases"] = new JsonArray([.. Aliases.Select(DescribeAlias)]), ["Truncated"] = false } },
        };
    }

    public override string SigningName => "kms";

    public override string Name => "KMS";

    public override AwsJsonProtocol Protocol { get; } = new("1.1", errorNamespace: "");

    public override long MaxRequestBytes => 64 * 1024;

    protected override OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    protected override AwsException RequestTooLarge() => Bad("ValidationException", "The request is too large.");

    private IEnumerable<StackResource> Keys => _stacks.Current.OfType("AWS::KMS::Key");

    private IEnumerable<StackResource> Aliases => _stacks.Current.OfType("AWS::KMS::Alias");

    private JsonObject DescribeKey(AwsJsonRequest request)
    {
        var key = Key(request);
        var isEnabled = key.Properties["Enabled"]?.ToString() != "false";
        return new()
        {
            ["KeyMetadata"] = new JsonObject
            {
                ["AWSAccountId"] = _arns.AccountId,
                ["KeyId"] = key.PhysicalId,
                ["Arn"] = key.GetAtt("Arn"),
                ["CreationDate"] = _createdAt.ToUnixTimeSeconds(),
                ["Enabled"] = isEnabled,
                ["Description"] = key.Properties["Description"]?.ToString() ?? "",
                ["KeyUsage"] = key.Properties["KeyUsage"]?.ToString() ?? "ENCRYPT_DECRYPT",
                ["KeyState"] = isEnabled ? "Enabled" : "Disabled",
                ["Origin"] = "AWS_KMS",
                ["KeyManager"] = "CUSTOMER",
                ["CustomerMasterKeySpec"] = key.Properties["KeySpec"]?.ToString() ?? "SYMMETRIC_DEFAULT",
                ["KeySpec"] = key.Properties["KeySpec"]?.ToString() ?? "SYMMETRIC_DEFAULT",
                ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
                ["MultiRegion"] = key.Properties["MultiRegion"]?.ToString() == "true",
            },
        };
    }

    private JsonObject GetKeyPolicy(AwsJsonRequest request) => new()
    {
        ["Policy"] = Key(request).Properties["KeyPolicy"]?.ToJsonString() ?? "{}",
        ["PolicyName"] = "default",
    };

    private JsonObject GetKeyRotationStatus(AwsJsonRequest request)
    {
        var key = Key(request);
        var rotates = key.Properties["EnableKeyRotation"]?.ToString() == "true";
        var status = new JsonObject { ["KeyId"] = key.GetAtt("Arn"), ["KeyRotationEnabled"] = rotates };
        if (rotates)
        {
            status["RotationPeriodInDays"] = TemplateNumber.Read(key.Properties["RotationPeriodInDays"]) ?? 365;
        }

        return status;
    }

    private JsonNode DescribeId(StackResource key) => new JsonObject { ["KeyId"] = key.PhysicalId, ["KeyArn"] = key.GetAtt("Arn") };

    private JsonNode DescribeAlias(StackResource alias) => new JsonObject
    {
        ["AliasName"] = alias.PhysicalId,
        ["AliasArn"] = _arns.Regional("kms", alias.PhysicalId),
        ["TargetKeyId"] = Find(alias.Properties["TargetKeyId"]?.ToString() ?? "")?.PhysicalId,
    };

    // The key's policy decides alone, so there has to be a key first.
    private string KeyArn(AwsJsonRequest request) => Key(request).GetAtt("Arn");

    private StackResource Key(AwsJsonRequest request) => Find(KeyId(request))
        ?? throw Bad("NotFoundException", $"Key '{(KeyId(request).StartsWith("arn:", StringComparison.Ordinal) ? KeyId(request) : _arns.Key(KeyId(request)))}' does not exist");

    // An id, an ARN, the name of an alias or its ARN.
    private StackResource? Find(string id)
    {
        var alias = Aliases.FirstOrDefault(alias => id == alias.PhysicalId || id == _arns.Regional("kms", alias.PhysicalId));
        var target = alias?.Properties["TargetKeyId"]?.ToString() ?? id;
        return Keys.FirstOrDefault(key => target == key.PhysicalId || target == key.GetAtt("Arn"));
    }

    private static string KeyId(AwsJsonRequest request) => request.Input["KeyId"]?.ToString()
        ?? throw Bad("ValidationException", "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null");

    private static AwsException Bad(string code, string message) => new(code, message, StatusCodes.Status400BadRequest);
}
