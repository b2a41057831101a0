namespace Aspire.Hosting;

/// <summary>A parameter has neither a configured value nor a default.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>Says which one.</summary>
    public MissingParameterValueException(string message) : base(message)
    {
    }

    /// <summary>Says which one and why.</summary>
    public MissingParameterValueException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
