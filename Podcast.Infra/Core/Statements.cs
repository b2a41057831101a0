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
