namespace Aspire.Hosting;

/// <summary>Something is wrong with the application as it is described, or as it starts.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Says nothing.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>Says what.</summary>
    public DistributedApplicationException(string message) : base(message)
    {
    }

    /// <summary>Says what and why.</summary>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner)
    {
    }
}
