namespace Podcast.LocalAws.Template;

/// <summary>What CloudFormation documents as the return values of one resource type.</summary>
/// <param name="PhysicalId">What <c>Ref</c> returns.</param>
/// <param name="Attributes">What <c>Fn::GetAtt</c> returns, by attribute.</param>
internal sealed record ResourceType(
    Func<ResourceContext, string> PhysicalId, IReadOnlyDictionary<string, Func<ResourceContext, string>> Attributes);
