using System.Collections.Immutable;

namespace Aspire.Hosting.Orchestration;

/// <summary>What is shown of a resource before it starts.</summary>
internal static class InitialState
{
    /// <summary>Its health checks, which have found nothing yet.</summary>
    public static ImmutableArray<HealthReportSnapshot> HealthReports(IResource resource) =>
        resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks)
            ? [.. checks.Select(check => check.Key).Distinct().Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))]
            : [];

    public static ImmutableArray<RelationshipSnapshot> Relationships(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type));
        return resource is IResourceWithParent { Parent: var parent }
            ? [new RelationshipSnapshot(parent.Name, KnownRelationshipTypes.Parent), .. relationships]
            : [.. relationships];
    }
}
