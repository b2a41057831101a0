using Amazon.CDK.AWS.IAM;

namespace Podcast.Infra;

/// <summary>Policy statements in one form: named, with every action spelled out.</summary>
internal static class Statements
{
    public static PolicyStatement Allow(string sid, string[] actions, params string[] resources)
        => new(new PolicyStatementProps { Sid = sid, Effect = Effect.ALLOW, Actions = actions, Resources = resources });
}
