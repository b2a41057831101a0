namespace Aspire.Hosting.ApplicationModel;

/// <summary>Leaves a resource out of the deployment manifest. The stand-in writes no manifest and offers nothing else of this type.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    private ManifestPublishingCallbackAnnotation()
    {
    }

    /// <summary>The resource is not in the manifest.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new();
}
