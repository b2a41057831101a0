namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the app host knows of a resource beyond the public model.</summary>
internal static class ResourceInternals
{
    extension(IResource resource)
    {
        /// <summary>The id of the resource's one instance; the name of a resource that is no process.</summary>
        public string InstanceId => resource.TryGetLastAnnotation<ResourceInstanceAnnotation>(out var instance) ? instance.Id : resource.Name;

        /// <summary>What the dashboard calls its kind.</summary>
        public string ResourceType => resource switch
        {
            ProjectResource => KnownResourceTypes.Project,
            ExecutableResource => KnownResourceTypes.Executable,
            ParameterResource => KnownResourceTypes.Parameter,
            ConnectionStringResource => KnownResourceTypes.ConnectionString,
            _ => resource.GetType().Name,
        };

        /// <summary>Whether the app host runs it as a process.</summary>
        public bool IsProcess => resource is ExecutableResource or ProjectResource;

        /// <summary>The resource that it belongs to, by its type or by a relationship.</summary>
        public IResource? ParentResource => resource is IResourceWithParent withParent
            ? withParent.Parent
            : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(relationship => relationship.Type == KnownRelationshipTypes.Parent)?.Resource;
    }
}
