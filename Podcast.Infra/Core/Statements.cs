using Amazon.CDK.AWS.IAM;

namespace Podcast.Infra.Core;

/// <summary>Policy statements in one form: named, with every action spelled out.</summary>
internal static class Statements
{
    /// <summary>A statement of a role's own policy.</summary>
    public static PolicyStatement Allow(string sid, string[] actions, params string[] resources)
        => new(new PolicyStatementProps { Sid = sid, Effect = Effect.ALLOW, Actions = actions, Resources = resources });

    /// <summary>A statement of a role's own policy that holds where the values are equal.</summary>
    public static PolicyStatement AllowWhere(string sid, string[] actions, string resource, Dictionary<string, object> equal)
        => new(new PolicyStatementProps
        {
            Sid = sid,
            Effect = Effect.ALLOW,
            Actions = actions,
            Resources = [resource],
            Conditions = Equal(equal),
        });

    /// <summary>
    /// A statement of a role's own policy for items whose partition keys all have one of these patterns. No operation without a partition key may be among its
    /// actions: to ForAllValues, none at all fits too.
    /// </summary>
    public static PolicyStatement AllowForKeys(string sid, string[] actions, string table, params string[] patterns) =>
        AllowOnKeys(sid, actions, table, "ForAllValues:StringLike", patterns);

    /// <summary>The opposite of <see cref="AllowForKeys"/>: items of any other partition key.</summary>
    public static PolicyStatement AllowExceptForKeys(string sid, string[] actions, string table, params string[] patterns) =>
        AllowOnKeys(sid, actions, table, "ForAllValues:StringNotLike", patterns);

    private static PolicyStatement AllowOnKeys(string sid, string[] actions, string table, string test, string[] patterns)
        => new(new PolicyStatementProps
        {
            Sid = sid,
            Effect = Effect.ALLOW,
            Actions = actions,
            Resources = [table],
            Conditions = new Dictionary<string, object> { [test] = new Dictionary<string, object> { ["dynamodb:LeadingKeys"] = patterns } },
        });

    /// <summary>A statement of a resource's policy: what one AWS service may do for resources of ours.</summary>
    public static PolicyStatement AllowService(string sid, string service, string[] actions, string resource, Dictionary<string, object> equal)
        => new(new PolicyStatementProps
        {
            Sid = sid,
            Effect = Effect.ALLOW,
            Principals = [new ServicePrincipal(service)],
            Actions = actions,
            Resources = [resource],
            Conditions = Equal(equal),
        });

    /// <summary>Nobody does anything without TLS; the one statement in which all actions of a service are named by a star.</summary>
    public static PolicyStatement DenyWithoutTls(string service, params string[] resources)
        => new(new PolicyStatementProps
        {
            Sid = "TlsOnly",
            Effect = Effect.DENY,
            Principals = [new AnyPrincipal()],
            Actions = [$"{service}:*"],
            Resources = resources,
            Conditions = new Dictionary<string, object>
            {
                ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
            },
        });

    /// <summary>Conditions that hold where all values are equal.</summary>
    public static Dictionary<string, object> Equal(Dictionary<string, object> values) => new() { ["StringEquals"] = values };
}
