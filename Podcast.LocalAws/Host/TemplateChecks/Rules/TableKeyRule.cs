using Podcast.LocalAws.DynamoDb;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// A table under a key of the customer: whoever makes the table has to be able to use the key through DynamoDB, whoever uses the table to
/// decrypt with it. See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html.
/// </summary>
internal sealed class TableKeyRule : ITemplateRule
{
    private const string Decrypt = "kms:Decrypt";

    private static readonly string[] UseActions =
    [
        "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom", "kms:ReEncryptTo",
    ];

    // What CloudFormation does with a key over its life, from the handlers of the type's schema, and what an administrator of the account does.
    private static readonly string[] LifeActions =
    [
        "kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant", "kms:ScheduleKeyDeletion",
        "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription",
    ];

    private static readonly string[] DataActions =
        ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"];

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) =>
        stack.OfType("AWS::KMS::Key").SelectMany(key => CheckLife(stack, key))
            .Concat(stack.OfType(TableDefinition.ResourceType).SelectMany(table => CheckTable(stack, table)));

    private static IEnumerable<TemplateFinding> CheckLife(CheckedStack stack, StackResource key)
    {
        foreach (var action in LifeActions)
        {
            if (stack.Refusal(stack.Authorization.Developer, action, key.GetAtt("Arn")) is { } refusal)
            {
                yield return new(
                    action == "kms:PutKeyPolicy" ? FindingSeverity.Refusal : FindingSeverity.Error,
                    $"{key.LogicalId}.KeyPolicy",
                    action == "kms:PutKeyPolicy"
                        ? $"MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future. {refusal}"
                        : $"Nobody could administer the key: the account's administrator may not. {refusal}");
            }
        }
    }

    private static IEnumerable<TemplateFinding> CheckTable(CheckedStack stack, StackResource table)
    {
        var arn = TableKeys.Find(table, stack.Stack);
        if (stack.Find("AWS::KMS::Key", arn) is not { } key)
        {
            if (arn is null && stack.OfType("AWS::KMS::Key").Any())
            {
                yield return TemplateFinding.Warning($"{table.LogicalId}.SSESpecification", "The template has a key, and the table is not encrypted under it.");
            }

            yield break;
        }

        var throughDynamoDb = new Dictionary<string, string>
        {
            [ConditionKeys.ViaService] = $"dynamodb.{stack.Stack.Region}.amazonaws.com",
            [ConditionKeys.CallerAccount] = stack.Stack.AccountId,
        };
        foreach (var action in UseActions)
        {
            if (stack.Refusal(stack.Authorization.Developer, action, arn!, throughDynamoDb) is { } refusal)
            {
                yield return TemplateFinding.Refusal($"{table.LogicalId}.SSESpecification", $"DynamoDB could not make the table under {key.LogicalId}. {refusal}");
            }
        }

        if (stack.Authorization.Allows(stack.Authorization.Developer, Decrypt, arn!))
        {
            yield return TemplateFinding.Warning(
                $"{key.LogicalId}.KeyPolicy", $"Whoever may decrypt by an identity policy may so past DynamoDB: the key's statement for {Decrypt} lacks the condition {ConditionKeys.ViaService}.");
        }

        foreach (var function in stack.OfType("AWS::Lambda::Function"))
        {
            var session = stack.Authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
            if (UsesTable(stack, session, table) && stack.Refusal(session, Decrypt, arn!, throughDynamoDb) is { } refusal)
            {
                yield return TemplateFinding.Error(
                    function.LogicalId, $"Every request to the table {table.LogicalId} is refused, because the role may not use the table's key. {refusal}");
            }

            if (DecryptsByItself(stack, session, arn!))
            {
                yield return TemplateFinding.Warning(
                    function.LogicalId, $"Only the key's policy keeps its role from decrypting past DynamoDB: its own statement for {Decrypt} lacks the condition {ConditionKeys.ViaService}.");
            }
        }
    }

    // The role's policies alone: the key's policy is somebody else's to change.
    private static bool DecryptsByItself(CheckedStack stack, Core.AwsCaller session, string key)
    {
        var request = stack.Authorization.Evaluate(session, Decrypt, key).Request;
        var role = Principals.RoleOfSession(session.PrincipalArn) is { } name ? stack.Authorization.Policies.FindRole(name) : null;
        return role is not null
            && role.Identity.SelectMany(policy => policy.Statements).Any(statement => statement.Effect == PolicyEffect.Allow && statement.Matches(request));
    }

    private static bool UsesTable(CheckedStack stack, Core.AwsCaller session, StackResource table) => ResourcesOf(table)
        .Any(resource => DataActions.Any(action => stack.Authorization.Allows(session, $"dynamodb:{action}", resource)));

    private static IEnumerable<string> ResourcesOf(StackResource table) =>
        CheckedStack.Objects(table.Properties["GlobalSecondaryIndexes"]).Select(index => $"{table.GetAtt("Arn")}/index/{index["IndexName"]}").Prepend(table.GetAtt("Arn"));
}
