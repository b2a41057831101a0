using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Podcast.Infra.Core;

/// <summary>
/// A role for one AWS service. The whole policy is written inside the role: it is there before anything that needs it, and no
/// construct adds a statement that nobody wrote here.
/// </summary>
internal static class ServiceRole
{
    /// <param name="scope">What the role is for.</param>
    /// <param name="service">Who assumes it, such as <c>scheduler.amazonaws.com</c>.</param>
    /// <param name="forSource">
    /// ARN of the only one in whose name the service may assume it, the account in it; <see langword="null"/> where the service sends no source ARN.
    /// </param>
    /// <param name="statements">What it may do.</param>
    public static Role Create(Construct scope, string service, string? forSource, PolicyStatement[] statements)
        => new(scope, "Role", new RoleProps
        {
            AssumedBy = forSource is null
                ? new ServicePrincipal(service)
                : new ServicePrincipal(service, new ServicePrincipalOpts
                {
                    Conditions = Statements.Equal(new() { ["aws:SourceArn"] = forSource }),
                }),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Permissions"] = new PolicyDocument(new PolicyDocumentProps { Statements = statements }),
            },
        });
}
