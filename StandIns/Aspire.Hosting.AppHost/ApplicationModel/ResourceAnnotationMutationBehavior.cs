namespace Aspire.Hosting.ApplicationModel;

/// <summary>What becomes of an existing annotation of the same type.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>It stays, the new one is added behind it.</summary>
    Append,

    /// <summary>It gives way to the new one.</summary>
    Replace,
}
