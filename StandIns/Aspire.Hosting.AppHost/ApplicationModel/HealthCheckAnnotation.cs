namespace Aspire.Hosting.ApplicationModel;

/// <summary>Ties a registered health check to a resource.</summary>
/// <param name="key">The name it is registered under.</param>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name it is registered under.</summary>
    public string Key => key;
}
