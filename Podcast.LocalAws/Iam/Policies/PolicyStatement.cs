using Podcast.LocalAws.Iam.Conditions;

namespace Podcast.LocalAws.Iam.Policies;

/// <summary>One statement of a policy.</summary>
internal sealed class PolicyStatement
{
    /// <summary>The Sid, or its place among the statements.</summary>
    public required string Name { get; init; }

    public required PolicyEffect Effect { get; init; }

    public required IReadOnlyList<PolicyText> Actions { get; init; }

    /// <summary>Whether the statement has NotAction in place of Action.</summary>
    public bool ExceptActions { get; init; }

    public required IReadOnlyList<PolicyText> Resources { get; init; }

    /// <summary>Whether the statement has NotResource in place of Resource.</summary>
    public bool ExceptResources { get; init; }

    /// <summary><see langword="null"/> in an identity policy.</summary>
    public PrincipalElement? Principal { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    public bool MatchesAction(AccessRequest request) =>
        Actions.Any(action => action.IsMatch(request.Action, request.Context, ignoreCase: true)) != ExceptActions;

    public bool MatchesResource(AccessRequest request) =>
        Resources.Any(resource => resource.IsArnMatch(request.ResourceArn, request.Context)) != ExceptResources;

    public Condition? FirstUnmet(AccessRequest request) => Conditions.FirstOrDefault(condition => !condition.Holds(request.Context));

    /// <summary>Whether action, resource and conditions match. The principal is checked separately.</summary>
    public bool Matches(AccessRequest request) => MatchesAction(request) && MatchesResource(request) && FirstUnmet(request) is null;
}
