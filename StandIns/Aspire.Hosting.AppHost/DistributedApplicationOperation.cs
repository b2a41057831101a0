namespace Aspire.Hosting;

/// <summary>What the app host is asked to do.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Run the application on this machine.</summary>
    Run,

    /// <summary>Describe it for a deployment; the stand-in does not.</summary>
    Publish,
}
