namespace Aspire.Hosting;

/// <summary>What a <see cref="DistributedApplicationExecutionContext"/> is made of.</summary>
public class DistributedApplicationExecutionContextOptions
{
    /// <summary>Names the operation.</summary>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation) => Operation = operation;

    /// <summary>Names the operation and the publisher.</summary>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName)
        : this(operation) => PublisherName = publisherName;

    /// <summary>The application's services, once it is built.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>What the app host is asked to do.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>Who publishes.</summary>
    public string? PublisherName { get; }
}
