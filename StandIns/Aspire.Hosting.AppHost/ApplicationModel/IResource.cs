namespace Aspire.Hosting.ApplicationModel;

/// <summary>One part of the application: a process, a value, or anything else with a name in the app model.</summary>
public interface IResource
{
    /// <summary>The name, unique in the app model without regard to case.</summary>
    string Name { get; }

    /// <summary>What is known about the resource beyond its type.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
