#nullable disable

namespace Amazon.CloudFront.Model;

/// <summary>An invalidation.</summary>
public partial class Invalidation
{
    /// <summary>Its id.</summary>
    public string Id { get; set; }

    /// <summary><c>InProgress</c> or <c>Completed</c>.</summary>
    public string Status { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? CreateTime { get; set; }

    /// <summary>What it removes.</summary>
    public InvalidationBatch InvalidationBatch { get; set; }
}
