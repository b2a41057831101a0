using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Input;

namespace Podcast.Infra.Data;

/// <summary>The customer's own key, under which both tables, their indexes, streams and backups are encrypted.</summary>
internal sealed class TableKey : Construct
{
    /// <summary>The shortest time that KMS waits before it deletes a key, in days.</summary>
    private const double ShortestWait = 7;

    /// <summary>The longest.</summary>
    private const double LongestWait = 30;

    public TableKey(Construct scope, string id, StackSettings settings) : base(scope, id)
    {
        var root = new AccountRootPrincipal();
        Key = new CfnKey(this, "Key", new CfnKeyProps
        {
            Description = "Subscribers, signing keys and the catalog.",
            EnableKeyRotation = true,
            PendingWindowInDays = settings.KeepsData ? LongestWait : ShortestWait,
            KeyPolicy = new PolicyDocument(new PolicyDocumentProps
            {
                Statements =
                [
                    // The key's own administration; who may do it is said by the policies of the account.
                    Allow("AccountAdministers", root,
                    [
                        "kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy",
                        "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant",
                        "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription",
                    ]),
                    // What DynamoDB does with the key in the name of who creates a table, and of who uses one; through DynamoDB alone.
                    Allow("TablesUse", root,
                    [
                        "kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
                    ], ThroughDynamoDb()),
                ],
            }),
        });
        Key.ApplyRemovalPolicy(settings.KeepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    }

    public CfnKey Key { get; }

    /// <summary>
    /// What a role needs besides its permissions on a table: DynamoDB decrypts the table's own key in the name of whoever reads or
    /// writes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    /// </summary>
    public PolicyStatement AllowUse() => Statements.AllowWhere("TableKey", ["kms:Decrypt"], Key.AttrArn, ThroughDynamoDb());

    private static Dictionary<string, object> ThroughDynamoDb() => new() { ["kms:ViaService"] = $"dynamodb.{Aws.REGION}.amazonaws.com" };

    // In a key's policy the star is the key itself.
    private static PolicyStatement Allow(string sid, IPrincipal principal, string[] actions, Dictionary<string, object>? equal = null)
        => new(new PolicyStatementProps
        {
            Sid = sid,
            Effect = Effect.ALLOW,
            Principals = [principal],
            Actions = actions,
            Resources = ["*"],
            Conditions = equal is null ? null : Statements.Equal(equal),
        });
}
