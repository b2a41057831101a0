namespace Aspire.Hosting;

/// <summary>Tells a callback what the app host is doing.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly DistributedApplicationExecutionContextOptions? _options;

    /// <summary>Makes a context without services.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) : this(operation, "manifest")
    {
    }

    /// <summary>Makes a context without services.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>Makes a context.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
        : this(options.Operation, options.PublisherName ?? "manifest") => _options = options;

    /// <summary>Who publishes.</summary>
    public string PublisherName { get; set; }

    /// <summary>What the app host is doing.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider Services => _options?.Services
        ?? throw new InvalidOperationException("IServiceProvider is not available because the application has not been built.");

    /// <summary>Whether a deployment is described.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>Whether the application runs on this machine.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
}
