namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says what a resource is told about those it references.</summary>
public sealed class ReferenceEnvironmentInjectionAnnotation : IResourceAnnotation
{
    /// <summary>Says it.</summary>
    public ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) => Flags = flags;

    /// <summary>What it is told.</summary>
    public ReferenceEnvironmentInjectionFlags Flags { get; }
}
