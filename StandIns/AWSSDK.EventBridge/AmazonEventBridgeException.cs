#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>The service answered with an error; one of the derived classes where it is a known one.</summary>
public partial class AmazonEventBridgeException : AmazonServiceException
{
    /// <summary>Creates the exception.</summary>
    public AmazonEventBridgeException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public AmazonEventBridgeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public AmazonEventBridgeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public AmazonEventBridgeException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public AmazonEventBridgeException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public AmazonEventBridgeException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
