using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>A role of the stack with everything that is attached to it.</summary>
internal sealed class RolePolicies(StackResource role, PolicyDocument trust)
{
    public string LogicalId => role.LogicalId;

    public string Name => role.PhysicalId;

    public string Arn { get; } = role.GetAtt("Arn");

    /// <summary>The role's unique id, of which a session's user id is made.</summary>
    public string Id { get; } = role.GetAtt("RoleId");

    public PolicyDocument Trust => trust;

    public List<PolicyDocument> Identity { get; } = [];

    /// <summary>What the identity policies can allow at most; <see langword="null"/> without a boundary.</summary>
    public PolicyDocument? Boundary { get; set; }
}
