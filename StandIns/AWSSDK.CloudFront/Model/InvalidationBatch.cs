#nullable disable

namespace Amazon.CloudFront.Model;

/// <summary>What is to be removed from the caches.</summary>
public partial class InvalidationBatch
{
    /// <summary>Creates an empty batch.</summary>
    public InvalidationBatch()
    {
    }

    /// <summary>Creates a batch.</summary>
    public InvalidationBatch(Paths paths, string callerReference)
    {
        Paths = paths;
        CallerReference = callerReference;
    }

    /// <summary>The paths. Required.</summary>
    public Paths Paths { get; set; }

    /// <summary>The caller's own id of the request, by which a repetition is known. Required.</summary>
    public string CallerReference { get; set; }
}
