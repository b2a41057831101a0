#nullable disable

using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFront.Model;

/// <summary>The quantity is not the number of items (400).</summary>
public partial class InconsistentQuantitiesException : AmazonCloudFrontException
{
    /// <summary>Creates the exception.</summary>
    public InconsistentQuantitiesException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public InconsistentQuantitiesException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InconsistentQuantitiesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InconsistentQuantitiesException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InconsistentQuantitiesException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates the exception from an error response.</summary>
    public InconsistentQuantitiesException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
